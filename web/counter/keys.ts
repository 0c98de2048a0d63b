import type { Keys } from "../staff/hotkeys";
import { useHotkeys } from "../staff/useHotkeys";
import type { Act, Acts } from "./actions";
import type { Asking } from "./parts";

const ignore = () => undefined;
const press = (act: Act) => () => {
  if (act.off === undefined) void act.run();
};

/** Space call, Enter arrived, R recall, N pass, T transfer, P rating, B business, F referral, F9 help, / search, ? list. */
export function counterKeys(acts: Acts, ask: (asking: Asking) => void, refer: () => void): Keys {
  const open = (act: Act, kind: Asking["kind"]) => () => {
    if (act.off === undefined) ask({ kind } as Asking);
  };
  return {
    Space: press(acts.callNext),
    Enter: press(acts.arrive),
    R: press(acts.recall),
    N: press(acts.pass),
    T: open(acts.transfer, "transfer"),
    P: press(acts.rate),
    B: open(acts.addBusiness, "business"),
    F: () => acts.refer.off === undefined && refer(),
    F9: press(acts.help),
    "/": () => ask({ kind: "choose" }),
    "?": () => ask({ kind: "keys" }),
  };
}

export function useCounterKeys(acts: Acts, ask: (asking: Asking) => void, refer: () => void): void {
  useHotkeys(counterKeys(acts, ask, refer), window);
}

/** In the compact window only what needs no further question. */
export function useCompactKeys(acts: Acts, view: Window | undefined): void {
  const { Space, Enter, R, N, P, F9 } = counterKeys(acts, ignore, ignore);
  useHotkeys({ Space, Enter, R, N, P, F9 }, view);
}
