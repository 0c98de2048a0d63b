import { type FormEvent, useState } from "react";
import { useLanguage, useStore, useWords } from "../shared/hooks";
import { type Redeemed, redeem } from "../shared/verbs/referrals";
import { Refusal } from "./Refusal";
import { shortDay } from "./time";
import type { Verbs } from "./verbs";
import { staffWords } from "./words";

interface Props {
  visit: string;
  verbs: Verbs;
  run: (send: () => Promise<unknown>) => Promise<boolean>; // under the name of `REDEEM`
  off: string | undefined;
}

export const REDEEM = "redeem";
const LETTERS = 10;

/** Somebody brings an experience card: its serial, scanned or typed, and what it tells. */
export function RedeemForm({ visit, verbs, run, off }: Props) {
  const w = useWords(staffWords);
  const [serial, setSerial] = useState("");
  const [good, setGood] = useState<Redeemed>();
  const refused = useStore(verbs).refused?.verb === REDEEM;
  const letters = serial.replace(/[\s-]/g, "");
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (off || letters.length < LETTERS) return;
    if (await run(async () => setGood(await redeem(visit, letters)))) setSerial("");
  };
  if (good) return <Good card={good} />;
  return (
    <form className="redeem" onSubmit={(event) => void send(event)}>
      <p>{w("redeemHow")}</p>
      <div className="redeem-line">
        <label className="field">
          <span>{w("cardSerial")}</span>
          <input
            name="serial"
            value={serial}
            onChange={({ target }) => {
              setSerial(target.value.toUpperCase());
              if (refused) verbs.forget();
            }}
            aria-invalid={refused || undefined}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={20}
          />
        </label>
        <button
          type="submit"
          className="btn btn-primary"
          disabled={letters.length < LETTERS}
          aria-disabled={off ? true : undefined}
          title={off}
        >
          {w("redeemDo")}
        </button>
      </div>
      <Refusal verbs={verbs} of={REDEEM} />
    </form>
  );
}

function Good({ card }: { card: Redeemed }) {
  const w = useWords(staffWords);
  const spoken = useLanguage();
  const day = shortDay(card.given_on, spoken);
  return (
    <div className="redeemed" role="status">
      <b>{w("redeemed")}</b>
      <p>{card.given_by ? w("redeemedGiven", { day, name: card.given_by }) : day}</p>
      {card.referred_by && <p>{w("redeemedReferred", { name: card.referred_by })}</p>}
    </div>
  );
}
