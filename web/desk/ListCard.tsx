import type { ReactNode } from "react";

interface Props {
  title: string;
  note?: string;
  count: number;
  empty?: string; // said where nothing stands in the list
  className?: string;
  action?: ReactNode;
  children: ReactNode;
}

/** A card with a list: what it is of, how many, and the rows. */
export function ListCard({ title, note, count, empty, className = "", action, children }: Props) {
  return (
    <div className={`card rm-card ${className} fades`}>
      <header>
        <h2>{title}</h2>
        <span className="count">{count}</span>
        {note && <span className="sub">{note}</span>}
        {action && <span className="grow" />}
        {action}
      </header>
      {count === 0 && empty && <p className="empty">{empty}</p>}
      <ul>{children}</ul>
    </div>
  );
}
