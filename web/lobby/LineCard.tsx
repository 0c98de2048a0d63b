import { estimateText } from "../shared/estimate";
import { useLanguage, useWords } from "../shared/hooks";
import { nextHour } from "../staff/forecast";
import type { ServiceView } from "../shared/views";
import { staffWords } from "../staff/words";
import type { Line } from "./lines";
import type { PartProps } from "./parts";
import { MoreBehind } from "./MoreBehind";
import { PersonMark } from "./PersonMark";
import { PLACE, placesIn } from "./plan";
import { useSize } from "../staff/useSize";
import { lobbyWords } from "./words";

const NEXT = { width: 150, height: 48 }; // two lines of words

type Props = PartProps & { line: Line; scale: number; bare?: boolean };

/** How many come for the one business of a line within the hour, and how long nine in ten of them wait. */
function nextHourOf(ahead: PartProps["ahead"], services: readonly ServiceView[]) {
  const [only, ...others] = services;
  if (!ahead || only?.state !== "open" || others.length > 0) return undefined;
  const code = Object.keys(ahead.services).find((each) => ahead.services[each] === only.id);
  const [come, , nine] = (code && nextHour(ahead.said.groups, `service/${code}`)) || [];
  if (come === undefined || nine === undefined || nine === null || come < 1) return undefined;
  const { stale, age } = ahead;
  return { come: Math.round(come), nine: Math.ceil(nine), stale, age: Math.round(age) };
}

/** The people of one place as marks, whoever came first in front. */
export function LineCard(props: Props) {
  const { state, line, scale, bare = false } = props;
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const spoken = useLanguage();
  const [place, size] = useSize<HTMLUListElement>();
  const zone = state.zones[line.zone];
  const { columns, shown, hidden } = placesIn(size, line.people.length, scale);
  const busy = line.services.filter((service) => line.people.some((ticket) => ticket.service === service.id));
  const named = busy.length > 0 ? busy : line.services.slice(0, 1);
  const used = Math.ceil(line.people.length / columns);
  const tall = PLACE.height * scale;
  // Below the last of them, where nobody stands, is room to tell of the next hour.
  const roomy = !bare && hidden === 0 && size.width >= NEXT.width && size.height - used * tall >= NEXT.height;
  const next = roomy ? nextHourOf(props.ahead, named) : undefined;
  const fits = Math.max(1, Math.floor((size.height - (next ? NEXT.height : 0)) / tall));
  const room = columns * Math.min(used + 1, fits);
  const title =
    named
      .slice(0, 2)
      .map((service) => service.name[spoken])
      .join(s("and")) ||
    zone?.name[spoken] ||
    w("elsewhere");
  const [only] = named;
  const newComer =
    named.length === 1 && only?.state === "open" && only.estimate.kind !== "unknown"
      ? estimateText(only.estimate, spoken)
      : undefined;
  return (
    <div className={bare ? "line line-bare" : "line"}>
      {!bare && (
        <div className="zone-title">
          <h3>{title}</h3>
          <span>{w("linePeople", { n: line.people.length })}</span>
          {newComer && (
            <small>
              <span>{w("newComer")}</span> {newComer}
            </small>
          )}
        </div>
      )}
      <ul
        ref={place}
        className="line-people"
        aria-label={title}
        style={{ gridTemplateColumns: `repeat(${columns}, 1fr)` }}
      >
        {line.people.slice(0, shown).map((ticket) => (
          <li key={ticket.id}>
            <PersonMark {...props} ticket={ticket} />
          </li>
        ))}
        {hidden > 0 && (
          <li className="line-more">
            <MoreBehind people={line.people} hidden={hidden} ask={props.ask} />
          </li>
        )}
        {!bare &&
          hidden === 0 &&
          Array.from({ length: Math.max(0, room - shown) }, (_, at) => (
            <li key={at} className="line-free" aria-hidden="true" />
          ))}
      </ul>
      {next && (
        <p className={next.stale ? "line-next is-stale" : "line-next"}>
          <b>{w("nextHour")}</b>{" "}
          {next.stale
            ? s("forecastStale", { n: next.age })
            : w("nextHourWaits", { n: next.come, nine: next.nine })}
        </p>
      )}
    </div>
  );
}
