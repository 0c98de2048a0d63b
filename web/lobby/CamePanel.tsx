import { hourMinute } from "../shared/clock";
import { useLanguage, useWords } from "../shared/hooks";
import { Btn } from "../staff/Btn";
import { useCodeWord } from "../staff/codes";
import { secondsUntil } from "../staff/time";
import { HeldTag } from "../staff/Tags";
import { staffWords } from "../staff/words";
import { useAddressOf } from "../staff/useAddress";
import { SignMark } from "../staff/WaitMark";
import { deskOf, freeDesks } from "./asks";
import { type CameRow, cameRows, strongest } from "./came";
import type { PartProps } from "./parts";
import { useGuide } from "./railActs";
import { promiseOf, subjectOf } from "./subject";
import { useLobbyCode } from "./useLobbyCode";
import { useSubjectName } from "./useSubjectName";
import { lobbyWords } from "./words";

/** Who came that matters, how they were recognised, and the one thing to do about it. */
export function CamePanel(props: PartProps) {
  const { state, now, folded } = props;
  const w = useWords(lobbyWords);
  const rows = cameRows(state, now);
  return (
    <section className="card came">
      <header>
        <h2>{w("came")}</h2>
        <span className="count">{rows.length}</span>
        <span className="grow" />
        <span className="sub">{w("onlyHere")}</span>
      </header>
      {rows.length === 0 && <p className="empty">{w("cameEmpty")}</p>}
      {rows.length > 0 && folded && <p className="empty">{w("cameFolded")}</p>}
      {!folded && (
        <ul className="people-list">
          {rows.map((row) => (
            <Row key={row.key} {...props} row={row} />
          ))}
        </ul>
      )}
    </section>
  );
}

type RowProps = PartProps & { row: CameRow };

function Row(props: RowProps) {
  const { row, state, subject, choose, changed, cut, me } = props;
  const s = useWords(staffWords);
  const w = useWords(lobbyWords);
  const word = useCodeWord();
  const name = useSubjectName();
  const because = useBecause(props);
  const next = useNext(props);
  const isChosen = subject?.id === row.subject;
  const right = row.kind === "potential" ? "refer" : "guide";
  const form = useAddressOf(me, state.came, row.came?.visit ?? "");
  return (
    <li className={`came-row${isChosen ? " is-chosen" : ""}${changed.has(row.subject) ? " changed" : ""}`}>
      <button
        type="button"
        className="people-row"
        aria-pressed={isChosen}
        onClick={() => choose(row.subject)}
      >
        <SignMark sign={row.kind} size={34} />
        <span className="grow">
          <span className="people-first">
            <b>{form ?? name(row)}</b>
            {form && <span>{name(row)}</span>}
            <span className={TAGS[row.kind]}>
              {row.kind === "booked" ? s("booked") : word("class", row.kind)}
            </span>
            <HeldTag of={subjectOf(state, row.subject) ?? {}} />
            <span className="people-service">{w("hereFor", { n: row.minutes })}</span>
          </span>
          <span className="people-second">{because}</span>
        </span>
      </button>
      {next && me.rights.includes(right) && (
        <Btn
          className="btn row-act"
          onPress={next.press}
          off={cut ? s("waitForLine") : undefined}
          aria-label={`${next.word} · ${name(row)}`}
        >
          {next.word}
        </Btn>
      )}
    </li>
  );
}

const TAGS = { vip: "tag tag-vip", booked: "tag tag-info", potential: "tag" };

/** Why they stand here: how they were recognised and whose customer they are, or what they said. */
function useBecause({ row, state, now, signals }: RowProps): string {
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const code = useLobbyCode();
  const spoken = useLanguage();
  const { came, ticket } = row;
  if (came) {
    const home = came.home === "other" ? [w("otherBranch")] : [];
    const rm = came.rm ? [deskSentence(came.rm)] : [];
    return [code("link", came.link), ...home, ...rm].join(" · ");
  }
  if (row.kind === "booked" && ticket) {
    const slot = Object.values(state.bookings).find(({ number }) => number === ticket.number)?.slot;
    const when = slot ? [w("slotAt", { time: hourMinute(slot, state.branch.zone) })] : [];
    return [...when, state.services[ticket.service]?.name[spoken] ?? ""].join(" · ");
  }
  const best = strongest(row.signals, signals);
  const more = row.signals.length - 1;
  if (best) return [best.words, ...(more > 0 ? [w("signalsMoreN", { n: more })] : [])].join(" · ");
  return ticket?.class_by ? code("basis", ticket.class_by) : "";

  function deskSentence({ id, name }: { id: string; name: string }): string {
    const desk = deskOf(state, id)?.desk;
    if (desk?.state === "free") return w("rmFree", { name });
    const left = desk?.until ? minutesUntil(desk.until, now) : undefined;
    if (desk?.state === "serving" && left !== undefined) return w("rmServing", { name, n: left });
    if (desk?.state === "held" && desk.until) {
      const time = hourMinute(desk.until, state.branch.zone);
      const theirs = came && promiseOf(state, came.visit)?.state === "led";
      return theirs ? w("rmHeld", { name, time }) : w("rmHeldElse", { name, time });
    }
    return `${name}${s("and")}${w(`desk.${desk?.state ?? "absent"}`)}`;
  }
}

const minutesUntil = (until: string, now: number): number => Math.ceil(secondsUntil(until, now) / 60);

/** One button: their own relationship manager if free, else a colleague who is, else where the table says. */
function useNext(props: RowProps): { word: string; press: () => void } | undefined {
  const { row, state, ask, choose, subject: chosen } = props;
  const w = useWords(lobbyWords);
  const guide = useGuide(props);
  const subject = subjectOf(state, row.subject);
  if (!subject) return undefined;
  const press = (act: () => void) => () => {
    if (chosen?.id !== subject.id) choose(subject.id);
    act();
  };
  if (promiseOf(state, subject.visit))
    return { word: w("see"), press: press(() => ask({ kind: "guide", subject: subject.id })) };
  if (row.kind === "potential" && !subject.refused && !subject.held)
    return { word: w("verb.refer"), press: press(() => ask({ kind: "refer", subject: subject.id })) };
  if (row.kind === "booked" || subject.refused || subject.held)
    return { word: w("verb.guide"), press: press(() => void guide(subject)) };
  const own = deskOf(state, row.came?.rm?.id);
  const free = own?.desk?.state === "free" ? own : freeDesks(state)[0];
  const rm = row.came?.rm ? { rm: row.came.rm.id } : {};
  if (!free?.staff) return { word: w("verb.guide"), press: press(() => void guide(subject, rm)) };
  return {
    word: w("fetch", { name: free.staff.name }),
    press: press(() => void guide(subject, { ...rm, business: "wealth", desk: free.id })),
  };
}
