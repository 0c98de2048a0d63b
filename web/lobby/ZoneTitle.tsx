import type { ReactNode } from "react";
import { useLanguage } from "../shared/hooks";
import type { ZoneView } from "../shared/views";

export function ZoneTitle({ zone, children }: { zone: ZoneView; children?: ReactNode }) {
  const spoken = useLanguage();
  return (
    <div className="zone-title">
      <h3>{zone.name[spoken]}</h3>
      {children}
    </div>
  );
}
