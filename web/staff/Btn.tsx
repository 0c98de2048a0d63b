import type { ButtonHTMLAttributes, ReactNode } from "react";

export interface BtnProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "onClick" | "disabled"> {
  onPress: () => void;
  /** Why it cannot be pressed now: it stays, grey, reachable by keyboard, and says so. */
  off?: string | undefined;
  children: ReactNode;
}

/** A button that is one tap, whatever the finger does. */
export function Btn({
  onPress,
  off,
  children,
  className = "btn",
  type = "button",
  title,
  ...rest
}: BtnProps) {
  return (
    <button
      {...rest}
      type={type}
      className={className}
      aria-disabled={off !== undefined || undefined}
      title={off ?? title}
      onClick={(event) => {
        // A clicked button must not keep Space for itself: the screen's own keys mean the next verb.
        if (event.detail > 0) event.currentTarget.blur();
        if (event.detail > 1 || off !== undefined) return;
        onPress();
      }}
    >
      {children}
    </button>
  );
}
