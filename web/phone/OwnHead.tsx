import type { ReactNode } from "react";
import { useLanguage } from "../shared/hooks";
import type { Page } from "./parts";
import { Bar } from "./Bar";

/** The customer's own number, large, and what it is for. */
export function OwnHead({
  live,
  state: { ticket },
  more,
}: Pick<Page, "live" | "state"> & { more?: ReactNode }) {
  const spoken = useLanguage();
  return (
    <header className="head">
      <Bar live={live} />
      <div className="me">
        <h1 className="no">{ticket.number}</h1>
        <p className="svc">
          <b>{ticket.service.name[spoken]}</b>
          {more}
        </p>
      </div>
    </header>
  );
}
