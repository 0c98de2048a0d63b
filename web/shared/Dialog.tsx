import { type ReactNode, useEffect, useRef } from "react";

interface Props {
  label: string;
  className?: string;
  onClose: () => void;
  children: ReactNode;
}

/** The platform's own modal dialog: it traps focus, closes on Escape and gives focus back. */
export function Dialog({ label, className = "", onClose, children }: Props) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      className={className}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === element.current) onClose();
      }}
    >
      <div className="inner">{children}</div>
    </dialog>
  );
}
