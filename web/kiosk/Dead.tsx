import { dayAndTime, hourMinute } from "../shared/clock";
import { useLanguage, useWords } from "../shared/hooks";
import { Back, Bill, Calendar, Call, Machine, Off, Valid, Warn } from "../shared/icons";
import { Rich } from "../shared/Rich";
import type { Live } from "../shared/stream";
import type { KioskState, ServiceState } from "../shared/views";
import type { Page } from "./flow";
import { Head } from "./Head";
import { Hours } from "./Hours";
import { Note } from "./Note";
import { type Key, words } from "./words";

/* Pages on which no number can be given: what still works, never a dead end. */

interface Props {
  live: Live<KioskState>;
  large: boolean;
  onHome: () => void;
}

export function Opening({ live, large }: Props) {
  const w = useWords(words);
  return (
    <>
      <Head live={live} large={large}>
        <div className="hero">
          <h1>{w("connecting")}</h1>
          <p>{live.refused?.message ?? <>&#8203;</>}</p>
        </div>
      </Head>
      <div className="tiles" aria-hidden="true">
        {Array.from({ length: 6 }, (_, at) => (
          <span key={at} className="tile ghost" />
        ))}
      </div>
    </>
  );
}

export function Cut({ live, large }: Props) {
  const w = useWords(words);
  return (
    <>
      <Head live={live} large={large}>
        <div className="hero" role="status">
          <h1>{w("cutTitle")}</h1>
          <p className="warn">
            <Off />
            {w("cutWarn")}
          </p>
        </div>
      </Head>
      <div className="notes">
        <Note icon={<Valid />} title={w("cutValid")} more={w("cutValidMore")} />
        <Note icon={<Bill />} title={w("cutDesk")} more={w("cutDeskMore")} />
        <Note icon={<Machine />} title={w("cutMachines")} more={w("cutMachinesMore")} />
      </div>
    </>
  );
}

/** Where to book, as one can type it into a phone; the branch may have no public address. */
function bookingAddress({ book, public_address }: KioskState): string | undefined {
  if (book === undefined || !public_address) return undefined;
  return `${public_address.replace(/^https?:\/\//, "")}/book/${book}`;
}

export function Closed({ live, large, onCode }: Props & { onCode: () => void }) {
  const w = useWords(words);
  const spoken = useLanguage();
  if (!live.state) return null;
  const { day, branch, book } = live.state;
  const address = bookingAddress(live.state);
  const before = day.state === "before";
  const serving = day.state !== "closed" && !before;
  const next = day.next_opens_at;
  const key: Key | undefined = serving
    ? "closingWhy"
    : before
      ? "beforeWhy"
      : next
        ? "nextOpening"
        : undefined;
  const time = before
    ? hourMinute(day.opens_at, branch.zone)
    : next
      ? dayAndTime(next, branch.zone, spoken)
      : "";
  return (
    <>
      <Head live={live} large={large}>
        <div className="hero">
          <h1>{w(serving ? "closingTitle" : before ? "beforeTitle" : "closedTitle")}</h1>
          <p>{key ? <Rich text={words[spoken][key]} values={{ time }} /> : <>&#8203;</>}</p>
        </div>
      </Head>
      <div className="notes">
        <Hours day={day} />
        {serving && book !== undefined ? (
          <Note icon={<Calendar />} title={w("codeLarge")} more={w("codeDoorMore")} onAct={onCode} />
        ) : !before && address !== undefined ? (
          <Note icon={<Calendar />} title={w("bookTitle")} more={w("bookMore", { address })} />
        ) : (
          !before &&
          next && (
            <Note
              icon={<Calendar />}
              title={w("nextDay")}
              more={w("nextDayMore", { time: dayAndTime(next, branch.zone, spoken) })}
            />
          )
        )}
        <Note icon={<Call />} title={w("hotlineTitle", { number: branch.hotline })} more={w("hotlineMore")} />
      </div>
    </>
  );
}

export function Unavailable({ live, large, onHome, service: id }: Props & { service: string }) {
  const w = useWords(words);
  const spoken = useLanguage();
  const service = live.state?.services[id];
  if (!live.state || !service || service.state === "open") return null;
  const { day, branch } = live.state;
  const [title, why] = REASONS[service.state];
  const close = hourMinute(day.closes_at, branch.zone);
  const time = service.from ? hourMinute(service.from, branch.zone) : "";
  const notice = service.state === "stopped" ? service.notice?.[spoken] : undefined;
  return (
    <>
      <Head live={live} large={large}>
        <div className="hero">
          <h1>{w(title, { service: service.name[spoken] })}</h1>
          <p>{notice ?? <Rich text={words[spoken][why]} values={{ close, time }} />}</p>
        </div>
      </Head>
      <div className="notes">
        {service.state !== "later" && day.next_opens_at && (
          <Note
            icon={<Calendar />}
            title={w("nextDay")}
            more={w("nextDayMore", { time: dayAndTime(day.next_opens_at, branch.zone, spoken) })}
          />
        )}
        <Note
          icon={<Call />}
          title={w("otherBranch")}
          more={w("otherBranchMore", { number: branch.hotline })}
        />
        <Note icon={<Back />} title={w("otherService")} more={w("otherServiceMore")} onAct={onHome} />
      </div>
    </>
  );
}

const REASONS: Record<Exclude<ServiceState, "open">, [Key, Key]> = {
  full: ["fullTitle", "fullWhy"],
  later: ["laterTitle", "laterWhy"],
  stopped: ["stoppedTitle", "stoppedWhy"],
  closed: ["overTitle", "overWhy"],
};

interface RefusedProps extends Props {
  page: Extract<Page, { name: "refused" }>;
  onAgain: (service: string, key?: string) => void;
}

export function Refused({ live, large, onHome, page, onAgain }: RefusedProps) {
  const w = useWords(words);
  const unanswered = page.key !== undefined;
  return (
    <>
      <Head live={live} large={large}>
        <div className="hero" role="alert">
          <h1>{w(unanswered ? "offlineTitle" : "refusedTitle")}</h1>
          <p className="warn">
            <Warn />
            {page.title || w(unanswered ? "offlineWhy" : "refusedWhy")}
          </p>
        </div>
      </Head>
      <div className="notes">
        {unanswered && (
          <Note
            icon={<Valid />}
            title={w("tryAgain")}
            more={w("tryAgainMore")}
            onAct={() => onAgain(page.service, page.key)}
          />
        )}
        <Note
          icon={<Bill />}
          title={w(unanswered ? "cutDesk" : "desk")}
          more={w(unanswered ? "cutDeskMore" : "deskMore")}
        />
        <Note icon={<Back />} title={w("otherService")} more={w("otherServiceMore")} onAct={onHome} />
      </div>
    </>
  );
}
