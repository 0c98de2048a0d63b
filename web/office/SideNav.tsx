import type { Me } from "../shared/api";
import { base } from "../shared/base";
import { hourMinute } from "../shared/clock";
import { useLanguage, useWords } from "../shared/hooks";
import type { OfficeState } from "../shared/views";
import { Icon } from "../staff/icons";
import { shortDay } from "../staff/time";
import { officeWords } from "./words";

/** Only what exists, and only what this post may open. */
export function SideNav({ me, state }: { me: Me; state: OfficeState }) {
  const w = useWords(officeWords);
  const spoken = useLanguage();
  const { day, branch } = state;
  const hours = { from: hourMinute(day.opens_at, branch.zone), to: hourMinute(day.closes_at, branch.zone) };
  return (
    <nav className="side" aria-label={w("nav")}>
      <a href={`${base}/office/`} aria-current="page">
        <Icon name="grid" size={18} />
        {w("now")}
      </a>
      {me.views.includes("lobby") && (
        <a href={`${base}/lobby/`}>
          <Icon name="door" size={18} />
          {w("lobby")}
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
