import { useState } from "react";
import { hourMinute, minutesSince } from "../../shared/clock";
import { useLanguage, useWords } from "../../shared/hooks";
import { type BookingRow, type CheckedIn, giveBack, meet, phoneOf } from "../../shared/verbs/bookings";
import { Btn } from "../Btn";
import { Refusal } from "../Refusal";
import { SureButton } from "../SureButton";
import { mayCancel, mayCome, spaced, spanOf, type Standing, standingOf } from "./model";
import type { PageProps } from "./parts";
import { bookingWords } from "./words";

interface Props extends PageProps {
  row: BookingRow;
  open: boolean; // what is done less often is shown
  onOpen: () => void;
}

const TAGS: Partial<Record<Standing, string>> = {
  due: "tag tag-info",
  late: "tag tag-warn",
  arrived: "tag tag-ok",
};

/** One appointment: when, for what, whose last digits, how it stands; one tap to a number. */
export function BookingLine(props: Props) {
  const { row, day, now, branch, services, off, verbs, run, go, again, open, onOpen } = props;
  const w = useWords(bookingWords);
  const spoken = useLanguage();
  const standing = standingOf(row, day, now);
  const time = hourMinute(row.slot_at, branch.zone);
  const come = async () => {
    let met: CheckedIn | undefined;
    const send = async () => (met = await meet(row.id, row.version));
    if (!(await run(named("meet", row), w("came", { time }), send)) || !met) return;
    again();
    const from = met.called_from === undefined ? {} : { calledFrom: met.called_from };
    go({ name: "issued", issued: met.issued, walkIn: met.state === "walk_in", ...from });
  };
  return (
    <li className={open ? "bk-row is-open" : "bk-row"}>
      <div className="bk-line">
        <button type="button" className="bk-who" aria-expanded={open} onClick={onOpen}>
          <b>{time}</b>
          <span>
            {services[row.service]?.name[spoken]}
            <small>
              {row.phone ?? w("noPhone")} · {w(`channel.${row.channel}`)}
            </small>
          </span>
          <span className="bk-state">
            <span className={TAGS[standing] ?? "tag"}>
              {row.number && <b>{row.number}</b>} <How {...props} standing={standing} />
            </span>
          </span>
        </button>
        {mayCome(standing) && (
          <Btn
            className={standing === "no_show" ? "btn bk-act" : "btn btn-primary bk-act"}
            off={off}
            onPress={() => void come()}
            aria-label={`${w("come")} ${time} ${row.phone ?? ""}`}
          >
            {w("come")}
          </Btn>
        )}
        {standing === "pending" && (
          <Btn className="btn bk-act" off={off} onPress={() => go({ name: "code", booking: row })}>
            {w("enterCode")}
          </Btn>
        )}
      </div>
      {open && <More {...props} standing={standing} />}
      <Refusal verbs={verbs} of={["meet", "phone", "cancel"].map((verb) => named(verb, row))} />
    </li>
  );
}

const named = (verb: string, { id }: BookingRow) => `booking-${verb}:${id}`;

function How({ row, day, branch, now, standing }: Props & { standing: Standing }) {
  const w = useWords(bookingWords);
  const { from, until } = spanOf(row.slot_at, day);
  const time = hourMinute(standing === "ahead" ? from : until, branch.zone);
  return w(`state.${standing}`, { time, n: minutesSince(row.slot_at, now) });
}

/** The number to ring, shown only when it is asked for; and giving the slot back. */
function More({ row, branch, off, verbs, run, again, standing }: Props & { standing: Standing }) {
  const w = useWords(bookingWords);
  const [phone, setPhone] = useState<string>();
  const time = hourMinute(row.slot_at, branch.zone);
  const show = () =>
    void verbs.run(named("phone", row), async () => {
      setPhone((await phoneOf(row.id)).phone ?? "");
    });
  const cancel = async () => {
    const send = () => giveBack(row.id, row.version);
    if (await run(named("cancel", row), w("cancelled", { time }), send)) again();
  };
  return (
    <div className="bk-more">
      {phone === undefined ? (
        row.phone && (
          <Btn className="btn bk-act" off={off} onPress={show}>
            {w("phone")}
          </Btn>
        )
      ) : (
        <p role="status">
          <b>{phone ? spaced(phone) : w("noPhone")}</b>
          <small>{w("phoneNoted")}</small>
        </p>
      )}
      {mayCancel(standing) && (
        <SureButton
          title={w("cancel")}
          sure={w("cancelSure", { time })}
          off={off}
          onSure={() => void cancel()}
        />
      )}
    </div>
  );
}
