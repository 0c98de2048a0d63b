import { useState } from "react";
import { useWords } from "../../shared/hooks";
import { type Found, HOLD_REASONS, type HoldReason, holdSales, lookUp } from "../../shared/verbs/customers";
import { Btn } from "../../staff/Btn";
import { Refusal } from "../../staff/Refusal";
import type { Verbs } from "../../staff/verbs";
import { holdWords } from "./words";

const KINDS = ["card", "id", "own"] as const;

interface Props {
  branch: string;
  verbs: Verbs;
  off: string | undefined;
  again: () => void;
}

/** Whose number it is, then why nobody sells to them. The number leaves the page with the answer. */
export function HoldForm({ branch, verbs, off, again }: Props) {
  const w = useWords(holdWords);
  const [kind, setKind] = useState<(typeof KINDS)[number]>("card");
  const [number, setNumber] = useState("");
  const [found, setFound] = useState<Found>();
  const missing = number.trim() === "" ? w("numberFirst") : undefined;
  const find = () =>
    void verbs.run("find", async () => {
      setFound(undefined);
      setFound(await lookUp(branch, kind, number.trim()));
      setNumber("");
    });
  const hold = async (reason: HoldReason) => {
    const { customer } = found ?? {};
    if (!customer || !(await verbs.run("hold", () => holdSales(customer, reason)))) return;
    setFound(undefined);
    again();
  };
  return (
    <section className="card">
      <header>
        <h2>{w("set")}</h2>
        <span className="sub">{w("setHow")}</span>
      </header>
      <form
        className="holds-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!(off ?? missing)) find();
        }}
      >
        <label className="field">
          <span>{w("kind")}</span>
          <select value={kind} onChange={(event) => setKind(event.target.value as typeof kind)}>
            {KINDS.map((each) => (
              <option key={each} value={each}>
                {w(`kind.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field grow">
          <span>{w("number")}</span>
          <input
            value={number}
            maxLength={40}
            autoComplete="off"
            onChange={(event) => setNumber(event.target.value)}
          />
        </label>
        <Btn className="btn" type="submit" off={off ?? missing} onPress={() => {}}>
          {w("find")}
        </Btn>
      </form>
      {found && !found.customer && <p className="holds-note">{w("elsewhere")}</p>}
      {found?.customer && (
        <div className="holds-found" aria-live="polite">
          <p>
            <b>{found.address_form ?? w("noForm")}</b> {found.phone}
            {found.rm && <small>{w("manager", { name: found.rm.name })}</small>}
          </p>
          <h3 className="cap">{w("why")}</h3>
          <div className="options">
            {HOLD_REASONS.map((reason) => (
              <Btn key={reason} className="option" off={off} onPress={() => void hold(reason)}>
                {w(`reason.${reason}`)}
              </Btn>
            ))}
          </div>
        </div>
      )}
      <Refusal verbs={verbs} of={["find", "hold"]} />
    </section>
  );
}
