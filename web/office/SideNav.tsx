import type { Me } from "../shared/api";
import { base } from "../shared/base";
import { hourMinute } from "../shared/clock";
import { useLanguage, useWords } from "../shared/hooks";
import type { LobbyState, OfficeState } from "../shared/views";
import { Icon } from "../staff/icons";
import { shortDay } from "../staff/time";
import {
  CASH_ADDRESS,
  FUNNEL_ADDRESS,
  hasHall,
  HOLDS_ADDRESS,
  NOW_ADDRESS,
  type Page,
  POLICIES_ADDRESS,
  RULES_ADDRESS,
  SCRIPTS_ADDRESS,
  seesCash,
  seesFunnel,
  seesHolds,
  seesNow,
  seesRules,
  seesScripts,
  seesTwin,
  TWIN_ADDRESS,
} from "./page";
import { officeWords } from "./words";

interface Props {
  me: Me;
  state: OfficeState | LobbyState;
  page: Page;
  open: number; // decision tables with a version that nobody has approved yet
  held: number; // payments that a supervisor has to look at
  waiting: number; // scripts that wait for this person's word
}

/** Only what exists, and only what this post may open. */
export function SideNav({ me, state, page, open, held, waiting }: Props) {
  const w = useWords(officeWords);
  const spoken = useLanguage();
  const { day, branch } = state;
  const hall = hasHall(state);
  const hours = { from: hourMinute(day.opens_at, branch.zone), to: hourMinute(day.closes_at, branch.zone) };
  return (
    <nav className="side" aria-label={w("nav")}>
      {hall && seesNow(me) && (
        <a href={NOW_ADDRESS} aria-current={page === "now" ? "page" : undefined}>
          <Icon name="grid" size={18} />
          {w("now")}
        </a>
      )}
      {hall && me.views.includes("lobby") && (
        <a href={`${base}/lobby/`}>
          <Icon name="door" size={18} />
          {w("lobby")}
        </a>
      )}
      {hall && seesCash(me) && (
        <a href={CASH_ADDRESS} aria-current={page === "cash" ? "page" : undefined}>
          <Icon name="cash" size={18} />
          {w("cash")}
          <Count n={held} says={w("cashHeld", { n: held })} />
        </a>
      )}
      {hall && seesFunnel(me) && (
        <a href={FUNNEL_ADDRESS} aria-current={page === "funnel" ? "page" : undefined}>
          <Icon name="funnel" size={18} />
          {w("funnel")}
        </a>
      )}
      {hall && seesHolds(me) && (
        <a href={HOLDS_ADDRESS} aria-current={page === "holds" ? "page" : undefined}>
          <Icon name="pause" size={18} />
          {w("holds")}
        </a>
      )}
      {hall && seesTwin(me) && (
        <a href={TWIN_ADDRESS} aria-current={page === "twin" ? "page" : undefined}>
          <Icon name="twin" size={18} />
          {w("twin")}
        </a>
      )}
      {seesRules(me) && (
        <a href={POLICIES_ADDRESS} aria-current={page === "policies" ? "page" : undefined}>
          <Icon name="tables" size={18} />
          {w("policies")}
          <Count n={open} says={w("policiesOpen", { n: open })} />
        </a>
      )}
      {seesScripts(me) && (
        <a href={SCRIPTS_ADDRESS} aria-current={page === "scripts" ? "page" : undefined}>
          <Icon name="script" size={18} />
          {w("scripts")}
          <Count n={waiting} says={w("scriptsWaiting", { n: waiting })} />
        </a>
      )}
      {hall && seesRules(me) && (
        <a href={RULES_ADDRESS} aria-current={page === "rules" ? "page" : undefined}>
          <Icon name="rules" size={18} />
          {w("rules")}
        </a>
      )}
      <p>
        {shortDay(day.date, spoken)}
        <br />
        {hall && w("openHours", hours)}
      </p>
    </nav>
  );
}

/** How many ask for something; nothing where none does. */
function Count({ n, says }: { n: number; says: string }) {
  if (n === 0) return null;
  return (
    <span className="count" title={says}>
      <span aria-hidden="true">{n}</span>
      <span className="unseen">{says}</span>
    </span>
  );
}
