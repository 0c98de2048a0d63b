import type { ReactNode } from "react";
import { Go } from "../shared/icons";

interface Props {
  icon: ReactNode;
  title: string;
  more: string;
  onAct?: () => void;
}

export function Note({ icon, title, more, onAct }: Props) {
  const inside = (
    <>
      <span className="ico">{icon}</span>
      <span className="what">
        <b>{title}</b>
        <span>{more}</span>
      </span>
    </>
  );
  if (!onAct) return <div className="note">{inside}</div>;
  return (
    <button className="note act" onClick={onAct}>
      {inside}
      <span className="go">
        <Go />
      </span>
    </button>
  );
}
