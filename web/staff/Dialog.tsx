import { type ReactNode, useEffect, useId, useRef } from "react";
import { useWords } from "../shared/hooks";
import { Icon } from "./icons";
import { staffWords } from "./words";
import "./dialog.css";

interface Props {
  title: ReactNode;
  onClose: () => void;
  wide?: boolean;
  side?: boolean; // a sheet as high as the screen
  children: ReactNode;
}

/** The browser's own modal dialog: it keeps the focus inside, and Esc or a tap outside closes it. */
export function Dialog({ title, onClose, wide = false, side = false, children }: Props) {
  const w = useWords(staffWords);
  const box = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = box.current;
    if (!dialog || dialog.open) return;
    dialog.showModal();
    // The first choice, not the button that closes, is what the keyboard wants next.
    dialog.querySelector<HTMLElement>(".dialog-body :is(input, select, button)")?.focus();
  }, []);
  return (
    <dialog
      ref={box}
      className={`dialog${wide ? " dialog-wide" : ""}${side ? " dialog-side" : ""}`}
      aria-labelledby={heading}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
    >
      <header>
        <h2 id={heading}>{title}</h2>
        <button
          type="button"
          className="dialog-close"
          aria-label={w("close")}
          onClick={() => box.current?.close()}
        >
          <Icon name="close" size={20} />
        </button>
      </header>
      <div className="dialog-body">{children}</div>
    </dialog>
  );
}
