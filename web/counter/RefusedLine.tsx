import { useWords } from "../shared/hooks";
import * as referrals from "../shared/verbs/referrals";
import { Btn } from "../staff/Btn";
import { Refusal } from "../staff/Refusal";
import { staffWords } from "../staff/words";
import type { HandProps } from "./parts";
import { type Declined, declinedSeconds } from "./referring";
import { counterWords } from "./words";

/** The customer wants no introduction; for some seconds it may have been a slip of the hand. */
export function RefusedLine({
  ticket,
  verbs,
  now,
  cut,
  declined,
  onTakenBack,
}: HandProps & { declined: Declined | undefined; onTakenBack: () => void }) {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const n = declinedSeconds(declined, ticket.visit, now);
  const takeBack = async ({ id, version, by }: Declined) => {
    const again = await referrals.takeBackRefusal(id, version);
    onTakenBack();
    if (by === "slip") await referrals.undo(id, again.version);
  };
  return (
    <div className="row reopen">
      <p className="quiet grow">{w("referRefused")}</p>
      <Refusal verbs={verbs} of="unrefuse" />
      {declined && n > 0 && (
        <Btn
          onPress={() => void verbs.run("unrefuse", () => takeBack(declined))}
          off={cut ? s("waitForLine") : undefined}
        >
          {w("refer.undo", { n })}
        </Btn>
      )}
    </div>
  );
}
