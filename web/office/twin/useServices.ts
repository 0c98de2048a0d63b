import { useMemo } from "react";
import { useLanguage } from "../../shared/hooks";
import type { ServiceView } from "../../shared/views";
import { codesInOrder } from "./model";

export interface Services {
  codes: string[]; // in the order of the kiosk
  name: (code: string) => string;
}

/** The twin names services by their code, the screen by their name. */
export function useServices(
  { services }: { services: Record<string, ServiceView> },
  ids: Record<string, string>,
): Services {
  const spoken = useLanguage();
  return useMemo(
    () => ({
      codes: codesInOrder(ids, services),
      name: (code: string) => services[ids[code] ?? ""]?.name[spoken] ?? code,
    }),
    [ids, services, spoken],
  );
}
