import { estimateParts, isLong } from "../shared/estimate";
import { useLanguage, useWords } from "../shared/hooks";
import { Calendar, Hand, PLAIN_ICONS } from "../shared/icons";
import { Rich } from "../shared/Rich";
import type { Live } from "../shared/stream";
import type { KioskState, ServiceView } from "../shared/views";
import { inOrder } from "./flow";
import { CardSaid } from "./CardSaid";
import { Head } from "./Head";
import { words } from "./words";
import { whyNot } from "./Tile";
import type { Card } from "./useCard";

interface Props {
  live: Live<KioskState>;
  card: Card | undefined;
  taking: string | undefined;
  onTake: (service: string) => void;
  onCode: () => void;
  onHelp: () => void;
}

/** The four plain choices in large print; where the branch marked none, its first four services. */
export function plainChoices(services: Record<string, ServiceView>): ServiceView[] {
  const all = inOrder(services);
  const marked = all.filter((service) => service.large_print);
  return (marked.length ? marked : all).slice(0, 4);
}

export function Large({ live, card, taking, onTake, onCode, onHelp }: Props) {
  const w = useWords(words);
  if (!live.state) return null;
  const fresh = live.line !== "opening";
  const choices = plainChoices(live.state.services);
  const timed =
    fresh && choices.some(({ state, estimate }) => state === "open" && estimate.kind !== "unknown");
  return (
    <>
      <Head live={live} large>
        <div className="hero">
          <h1>{w("chooseLarge")}</h1>
          {card ? <CardSaid card={card} /> : <p>{w(timed ? "chooseLargeHint" : "chooseLargeHintPlain")}</p>}
        </div>
      </Head>
      <div className="big">
        {choices.map((service) => (
          <Row
            key={service.id}
            service={service}
            state={live.state!}
            fresh={fresh}
            taking={taking}
            onTake={onTake}
          />
        ))}
        {live.state.book !== undefined && (
          <button className="row by-code" onClick={onCode}>
            <span className="ico">
              <Calendar />
            </span>
            <span className="what">
              <span className="title">{w("codeLarge")}</span>
              <span className="hint">{w("codeDoorMore")}</span>
            </span>
          </button>
        )}
        <button className="row callout" onClick={onHelp}>
          <span className="ico">
            <Hand />
          </span>
          <span className="what">
            <span className="title">{w("helpLarge")}</span>
            <span className="hint">{w("helpComing")}</span>
          </span>
        </button>
      </div>
    </>
  );
}

interface RowProps extends Pick<Props, "taking" | "onTake"> {
  service: ServiceView;
  state: KioskState;
  fresh: boolean;
}

function Row({ service, state, fresh, taking, onTake }: RowProps) {
  const spoken = useLanguage();
  const w = useWords(words);
  const Icon = PLAIN_ICONS[service.icon];
  const open = service.state === "open";
  const parts = estimateParts(service.estimate, spoken);
  return (
    <button
      className={`row${open ? "" : " off"}`}
      aria-disabled={taking !== undefined}
      onClick={() => taking === undefined && onTake(service.id)}
    >
      <span className="ico">
        <Icon />
      </span>
      <span className="what">
        <span className="title">{service.plain_name[spoken]}</span>
        <span className="hint">
          {taking === service.id ? (
            `${w("taking")}…`
          ) : open ? (
            service.plain_hint[spoken]
          ) : (
            <Rich {...whyNot(service, state.day, state.branch.zone, spoken)} />
          )}
        </span>
      </span>
      {open && fresh && parts.kind !== "unknown" && (
        <span className={`w ${parts.kind}${isLong(parts) ? " long" : ""}`}>
          {parts.figure && <b>{parts.figure}</b>}
          {parts.figure ? " " : ""}
          {parts.after}
        </span>
      )}
    </button>
  );
}
