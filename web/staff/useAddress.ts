import { useEffect, useState } from "react";
import { get, type Me } from "../shared/api";
import type { CameView } from "../shared/views";

const asked = new Map<string, Promise<string | undefined>>();

/** How to address somebody, if it is one of the known customers who came. */
export function useAddressOf(me: Me, came: Record<string, CameView>, visit: string): string | undefined {
  return useAddress(me, visit in came ? visit : undefined);
}

/**
 * How somebody wants to be addressed; nothing is asked without the right. Each look is recorded: a page
 * asks once for a visit.
 */
export function useAddress(me: Me, whose: string | undefined): string | undefined {
  const visit = me.rights.includes("see_customer") ? whose : undefined;
  const [told, tell] = useState<{ visit: string; form: string | undefined }>();
  useEffect(() => {
    if (visit === undefined) return;
    let gone = false;
    void look(visit).then((form) => !gone && tell({ visit, form }));
    return () => {
      gone = true;
    };
  }, [visit]);
  return told && told.visit === visit ? told.form : undefined;
}

function look(visit: string): Promise<string | undefined> {
  const known = asked.get(visit);
  if (known) return known;
  const answer = get<{ address_form?: string | null }>(`/api/visits/${visit}/address`).then(
    ({ address_form }) => address_form ?? undefined,
    () => {
      asked.delete(visit); // somebody else's look, or the line: the number says who is meant
      return undefined;
    },
  );
  asked.set(visit, answer);
  return answer;
}
