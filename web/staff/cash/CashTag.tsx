import type { CashPhase } from "../../shared/verbs/cash";
import { Icon, type IconName } from "../icons";
import { useCashCode } from "./useCashCode";

const LOOKS: Record<CashPhase, { tag: string; icon?: IconName }> = {
  requested: { tag: "tag-warn", icon: "clock" },
  confirmed: { tag: "tag-info", icon: "check" },
  cash_prepared: { tag: "tag-ok", icon: "check" },
  paid: { tag: "", icon: "check" },
  partly_paid: { tag: "tag-info" },
  no_show: { tag: "" },
  cancelled: { tag: "" },
  converted_to_transfer: { tag: "" },
  held_for_fraud_check: { tag: "tag-bad", icon: "alert" },
  police_referred: { tag: "tag-bad", icon: "alert" },
};

/** What has become of a wish for cash, in a word and a sign. */
export function CashTag({ state }: { state: CashPhase }) {
  const code = useCashCode();
  const { tag, icon } = LOOKS[state];
  return (
    <span className={`tag ${tag}`}>
      {icon && <Icon name={icon} size={12} />}
      {code("state", state)}
    </span>
  );
}
