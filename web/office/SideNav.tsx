import type { Me } from "../shared/api";
import { base } from "../shared/base";
import { hourMinute } from "../shared/clock";
import { useLanguage, useWords } from "../shared/hooks";
import type { LobbyState, OfficeState } from "../shared/views";
import { Icon } from "../staff/icons";
import { shortDay } from "../staff/time";
import { NOW_ADDRESS, type Page, POLICIES_ADDRESS, RULES_ADDRESS, seesNow, seesRules } from "./page";
import { officeWords } from "./words";

interface Props {
  me: Me;
  state: OfficeState | LobbyState;
  page: Page;
  open: number; // decision tables with a version that nobody has approved yet
}

/** Only what exists, and only what this post may open. */
export function SideNav({ me, state, page, open }: Props) {
  const w = useWords(officeWords);
  const spoken = useLanguage();
  const { day, branch } = state;
  const hours = { from: hourMinute(day.opens_at, branch.zone), to: hourMinute(day.closes_at, branch.zone) };
  return (
    <nav className="side" aria-label={w("nav")}>
      {seesNow(me) && (
        <a href={NOW_ADDRESS} aria-current={page === "now" ? "page" : undefined}>
          <Icon name="grid" size={18} />
          {w("now")}
        </a>
      )}
      {me.views.includes("lobby") && (
        <a href={`${base}/lobby/`}>
          <Icon name="door" size={18} />
          {w("lobby")}
        </a>
      )}
      {seesRules(me) && (
        <a href={POLICIES_ADDRESS} aria-current={page === "policies" ? "page" : undefined}>
          <Icon name="tables" size={18} />
          {w("policies")}
          {open > 0 && (
            <span className="count" title={w("policiesOpen", { n: open })}>
              <span aria-hidden="true">{open}</span>
              <span className="unseen">{w("policiesOpen", { n: open })}</span>
            </span>
          )}
        </a>
      )}
      {seesRules(me) && (
        <a href={RULES_ADDRESS} aria-current={page === "rules" ? "page" : undefined}>
          <Icon name="rules" size={18} />
          {w("rules")}
        </a>
      )}
      <p>
        {shortDay(day.date, spoken)}
        <br />
        {w("openHours", hours)}
      </p>
    </nav>
  );
}
