import { useLanguage, useWords } from "../shared/hooks";
import { Btn } from "../staff/Btn";
import { shortDay } from "../staff/time";
import { staffWords } from "../staff/words";
import { followUpsOf } from "./model";
import { FileButton } from "./file/FileButton";
import { ListCard } from "./ListCard";
import type { PartProps } from "./parts";
import { deskWords } from "./words";
import type { DeskWord } from "./words/zh-hans";

/** What an ended day left to follow up, and what was agreed today: each stands on a consent. */
export function UnfinishedCard({ me, state, cut, changed, ask }: PartProps) {
  const w = useWords(deskWords);
  const s = useWords(staffWords);
  const spoken = useLanguage();
  const left = followUpsOf(state);
  if (left.length === 0) return null;
  return (
    <ListCard title={w("unfinished")} note={w("unfinishedHow")} count={left.length}>
      {left.map((referral) => (
        <li key={referral.id} className={changed.has(referral.id) ? "is-changed" : undefined}>
          <span className="rm-words">
            {shortDay(referral.day, spoken)} · {w(`business.${referral.business}` as DeskWord)}
            <small>{w("referredByOnly", { name: referral.source.name || "–" })}</small>
          </span>
          {referral.state === "follow_up" && <span className="tag tag-info">{w("agreedToday")}</span>}
          <FileButton {...{ me, cut, ask }} of={{ referral: referral.id }} />
          {referral.state === "unfinished" && (
            <Btn
              className="btn"
              onPress={() => ask({ kind: "conclude", referral })}
              off={cut ? s("waitForLine") : undefined}
            >
              {w("next.conclude")}
            </Btn>
          )}
        </li>
      ))}
    </ListCard>
  );
}
