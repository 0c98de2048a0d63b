import { dayAndTime, hourMinute } from "../shared/clock";
import { estimateParts, isLong } from "../shared/estimate";
import { useLanguage, useWords } from "../shared/hooks";
import { SERVICE_ICONS, Tick } from "../shared/icons";
import { Rich } from "../shared/Rich";
import type { DayView, Language, ServiceView } from "../shared/views";
import { words } from "./words";

interface Props {
  service: ServiceView;
  day: DayView;
  zone: string;
  fresh: boolean;
  taking: string | undefined;
  onTake: (service: string) => void;
}

/** One service: touch takes a number. One that cannot be had now says when or why when touched. */
export function Tile({ service, day, zone, fresh, taking, onTake }: Props) {
  const spoken = useLanguage();
  const w = useWords(words);
  const Icon = SERVICE_ICONS[service.icon];
  const open = service.state === "open";
  return (
    <button
      className={`tile${open ? "" : " off"}${taking === service.id ? " taking" : ""}`}
      aria-disabled={taking !== undefined}
      onClick={() => taking === undefined && onTake(service.id)}
    >
      <span className="ico">
        <Icon />
      </span>
      <span className="title">{service.name[spoken]}</span>
      <span className="hint">{service.hint[spoken]}</span>
      <span className="wait">
        {taking === service.id ? (
          <span>{w("taking")}…</span>
        ) : open ? (
          fresh && <Wait service={service} />
        ) : (
          <span>
            <Rich {...whyNot(service, day, zone, spoken)} />
          </span>
        )}
      </span>
    </button>
  );
}

function Wait({ service }: { service: ServiceView }) {
  const spoken = useLanguage();
  const w = useWords(words);
  const parts = estimateParts(service.estimate, spoken);
  const { kind, before, figure, after } = parts;
  if (kind === "none") {
    return (
      <span className="free">
        <Tick />
        {after}
      </span>
    );
  }
  return (
    <>
      <span>
        {service.waiting ? <Rich text={words[spoken].people} values={{ n: service.waiting }} /> : w("nobody")}
      </span>
      {figure && (
        <span className={isLong(parts) ? "t long" : "t"}>
          {before} <b>{figure}</b> {after}
        </span>
      )}
    </>
  );
}

/** Why no number can be had now, in a few words. */
export function whyNot(service: ServiceView, day: DayView, zone: string, spoken: Language) {
  const said = words[spoken];
  if (service.state === "later" && service.from) {
    return service.from <= day.closes_at
      ? { text: said.fromToday, values: { time: hourMinute(service.from, zone) } }
      : { text: said.fromDay, values: { time: dayAndTime(service.from, zone, spoken) } };
  }
  const text = service.state === "full" ? said.full : service.state === "closed" ? said.over : said.stopped;
  return { text, values: {} };
}
