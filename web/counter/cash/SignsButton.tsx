import { useState } from "react";
import { useWords } from "../../shared/hooks";
import { type Sign, SIGNS } from "../../shared/verbs/cash";
import { Btn } from "../../staff/Btn";
import { useCashCode } from "../../staff/cash/useCashCode";
import { Dialog } from "../../staff/Dialog";
import { cashDeskWords } from "./words";

/** Quiet, and never beside the customer's answer: which sign of fraud there is; a supervisor comes. */
export function SignsButton({ off, onSign }: { off: string | undefined; onSign: (sign: Sign) => void }) {
  const w = useWords(cashDeskWords);
  const code = useCashCode();
  const [open, show] = useState(false);
  return (
    <>
      <Btn className="btn btn-quiet" off={off} onPress={() => show(true)}>
        {w("signs")}…
      </Btn>
      {open && (
        <Dialog title={w("signsTitle")} onClose={() => show(false)} wide>
          <p>{w("signsHow")}</p>
          <div className="options cash-signs">
            {SIGNS.map((sign) => (
              <Btn
                key={sign}
                className="option"
                off={off}
                onPress={() => {
                  show(false);
                  onSign(sign);
                }}
              >
                {code("sign", sign)}
              </Btn>
            ))}
          </div>
        </Dialog>
      )}
    </>
  );
}
