import { type FormEvent, useState } from "react";
import type { Problem } from "../../shared/api";
import { dayAndTime } from "../../shared/clock";
import { useLanguage, useStore, useWords } from "../../shared/hooks";
import { bookFor, type BookingChannel, type BookingTold, freeSlots } from "../../shared/verbs/bookings";
import { Btn } from "../Btn";
import { Choices } from "../Choices";
import { Refusal } from "../Refusal";
import { shortDay } from "../time";
import { staffWords } from "../words";
import type { PageProps } from "./parts";
import { SlotGrid } from "./SlotGrid";
import { bookingWords } from "./words";

const VERB = "booking-new";
const LEAST_DIGITS = 7;

/** For a customer who telephones or stands here: what for, when, which phone. */
export function NewBooking(props: PageProps) {
  const { branch, customer, day, services, verbs, run, go, again, off } = props;
  const w = useWords(bookingWords);
  const s = useWords(staffWords);
  const spoken = useLanguage();
  const [service, setService] = useState<string>();
  const [date, setDate] = useState(() => day.days.find(({ opens }) => opens)?.day ?? day.day);
  const [slot, setSlot] = useState<string>();
  const [phone, setPhone] = useState(customer?.phone ?? "");
  const [channel, setChannel] = useState<BookingChannel>(customer ? "staff" : "telephone");
  const [tries, setTries] = useState(0); // what is free is asked for anew after a refusal
  const problem = useStore(verbs).refused;
  const refused = problem?.verb === VERB ? problem.problem : undefined;
  const badPhone = refused?.where === "phone";
  const gone = refused?.where === "slot_at";
  const ready = service && slot && phone.replace(/\D/g, "").length >= LEAST_DIGITS;
  const choose = (change: () => void) => () => {
    verbs.forget();
    change();
  };
  const hold = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready || off) return;
    let told: BookingTold | undefined;
    const whose = customer ? { customer: customer.id } : {};
    const wish = { service, slot_at: slot, phone, channel, language: spoken, ...whose };
    const send = async () => (told = await bookFor(branch.id, wish));
    const words = w("held", { time: dayAndTime(slot, branch.zone, spoken) });
    if ((await run(VERB, words, send)) && told) {
      again();
      return go({ name: "code", booking: told });
    }
    setTries((times) => times + 1);
  };
  return (
    <form className="bk-new" onSubmit={(event) => void hold(event)}>
      {customer && <p>{w("bookedFor", { who: customer.who })}</p>}
      <h3 className="cap">{w("service")}</h3>
      <Choices
        label={w("service")}
        chosen={service}
        choices={day.services.map((id) => ({ value: id, label: services[id]?.name[spoken] ?? "" }))}
        onChoose={(id) => choose(() => (setService(id), setSlot(undefined)))()}
      />
      <h3 className="cap">{w("day")}</h3>
      <div className="bk-days" role="group" aria-label={w("day")}>
        {day.days.map(({ day: each, opens }) => (
          <Btn
            key={each}
            className="bk-day"
            aria-pressed={each === date}
            off={opens ? undefined : w("rests")}
            onPress={choose(() => (setDate(each), setSlot(undefined)))}
          >
            {shortDay(each, spoken)}
            {!opens && <small>{w("rests")}</small>}
          </Btn>
        ))}
      </div>
      <h3 className="cap">{w("slot")}</h3>
      <SlotGrid {...{ branch, date, service, slot, tries }} onChoose={(at) => choose(() => setSlot(at))()} />
      {gone && <Refusal verbs={verbs} of={VERB} />}
      <FreeNext {...props} refused={refused} onChoose={(at) => choose(() => setSlot(at))()} />
      <div className="bk-contact">
        <label className="field">
          <span>{w("phoneLabel")}</span>
          <input
            type="tel"
            name="phone"
            autoComplete="off"
            maxLength={20}
            value={phone}
            aria-invalid={badPhone || undefined}
            aria-describedby={badPhone ? "bk-phone-wrong" : undefined}
            onChange={({ target }) => {
              setPhone(target.value);
              if (badPhone) verbs.forget();
            }}
          />
          {badPhone && (
            <small className="bk-wrong" id="bk-phone-wrong" role="alert">
              {w("phoneWrong")}
            </small>
          )}
        </label>
        <div className="field">
          <span>{w("channel")}</span>
          <Choices<BookingChannel>
            label={w("channel")}
            chosen={channel}
            choices={[
              { value: "telephone", label: w("byTelephone") },
              { value: "staff", label: w("standsHere") },
            ]}
            onChoose={setChannel}
          />
        </div>
      </div>
      {!badPhone && !gone && <Refusal verbs={verbs} of={VERB} />}
      <div className="dialog-foot">
        <Btn onPress={() => go({ name: "list" })}>{s("cancel")}</Btn>
        <button type="submit" className="btn btn-primary" disabled={!ready} title={off}>
          {w("hold")}
        </button>
      </div>
    </form>
  );
}

interface FreeProps extends PageProps {
  refused: Problem | undefined;
  onChoose: (slot: string) => void;
}

/** Somebody was quicker: what is free next, one tap each. */
function FreeNext({ branch, refused, onChoose }: FreeProps) {
  const w = useWords(bookingWords);
  const spoken = useLanguage();
  const free = refused ? freeSlots(refused.facts) : [];
  if (free.length === 0) return null;
  return (
    <div className="bk-free" role="group" aria-label={w("nextFree")}>
      {w("nextFree")}
      {free.map((at) => (
        <Btn key={at} className="btn bk-act" onPress={() => onChoose(at)}>
          {dayAndTime(at, branch.zone, spoken)}
        </Btn>
      ))}
    </div>
  );
}
