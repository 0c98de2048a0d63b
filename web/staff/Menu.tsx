import {
  createContext,
  type KeyboardEvent,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
} from "react";

const Close = createContext<(byKeyboard: boolean) => void>(() => undefined);

interface Props {
  label: string;
  className?: string;
  button: ReactNode;
  iconOnly?: boolean; // then the label names the button, too
  off?: string | undefined;
  children: ReactNode;
}

/** A button with a short list of choices under it; arrows move, Esc closes. */
export function Menu({ label, className = "bar-btn", button, iconOnly = false, off, children }: Props) {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    items(place.current)[0]?.focus();
    const outside = (event: PointerEvent) => {
      if (!place.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open]);

  /** After a tap the focus is let go: Space belongs to the screen again, not to this menu. */
  function close(byKeyboard: boolean) {
    setOpen(false);
    if (byKeyboard) opener.current?.focus();
  }

  function onKey(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") close(true);
    else if (step) {
      const all = items(place.current);
      const at = all.indexOf(document.activeElement as HTMLElement);
      all[(at + step + all.length) % all.length]?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className="menu" ref={place} onKeyDown={open ? onKey : undefined}>
      <button
        ref={opener}
        type="button"
        className={className}
        aria-haspopup="menu"
        aria-expanded={open}
        {...(iconOnly ? { "aria-label": label } : {})}
        aria-disabled={off !== undefined || undefined}
        title={off}
        onClick={() => off === undefined && setOpen(!open)}
      >
        {button}
      </button>
      {open && (
        <div className="menu-list" role="menu" aria-label={label}>
          <Close value={close}>{children}</Close>
        </div>
      )}
    </div>
  );
}

function items(place: HTMLElement | null): HTMLElement[] {
  return [...(place?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
}

interface ItemProps {
  onPress: () => void;
  checked?: boolean;
  off?: string | undefined;
  children: ReactNode;
}

/** One choice; pressing it closes the menu. */
export function MenuItem({ onPress, checked, off, children }: ItemProps) {
  const close = useContext(Close);
  return (
    <button
      type="button"
      role={checked === undefined ? "menuitem" : "menuitemradio"}
      aria-checked={checked}
      aria-disabled={off !== undefined || undefined}
      title={off}
      onClick={(event) => {
        if (off !== undefined) return;
        close(event.detail === 0);
        onPress();
      }}
    >
      {children}
    </button>
  );
}
