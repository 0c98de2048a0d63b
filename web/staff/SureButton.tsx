import { useState } from "react";
import { useWords } from "../shared/hooks";
import { Btn } from "./Btn";
import { Dialog } from "./Dialog";
import { staffWords } from "./words";

interface Props {
  title: string;
  sure: string; // what is asked before it is done
  off: string | undefined;
  onSure: () => void;
}

/** A button for what can't be taken back lightly: it is asked once more. */
export function SureButton({ title, sure, off, onSure }: Props) {
  const s = useWords(staffWords);
  const [asked, ask] = useState(false);
  return (
    <>
      <Btn className="btn" off={off} onPress={() => ask(true)}>
        {title}…
      </Btn>
      {asked && (
        <Dialog title={title} onClose={() => ask(false)}>
          <p>{sure}</p>
          <div className="dialog-foot">
            <Btn className="btn" onPress={() => ask(false)}>
              {s("cancel")}
            </Btn>
            <Btn
              className="btn btn-danger"
              off={off}
              onPress={() => {
                ask(false);
                onSure();
              }}
            >
              {title}
            </Btn>
          </div>
        </Dialog>
      )}
    </>
  );
}
