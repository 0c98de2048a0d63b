import { useState } from "react";
import { useLanguage, useWords } from "../../shared/hooks";
import { type Consent, consent, type Grant, PURPOSES, withdraw } from "../../shared/verbs/customers";
import { Btn } from "../../staff/Btn";
import { Refusal } from "../../staff/Refusal";
import { SureButton } from "../../staff/SureButton";
import { ConsentForm } from "../../staff/talk/ConsentForm";
import { talkWords } from "../../staff/talk/words";
import { wholeDay } from "../../staff/time";
import type { FileProps } from "./parts";
import { endsWith, sorted } from "./model";
import { fileWords } from "./words";

/** What the customer agrees to now, each taken back with one word; and what is over. */
export function ConsentsPart(props: FileProps) {
  const { file, verbs, off, again } = props;
  const w = useWords(fileWords);
  const [taking, take] = useState(false);
  const { now, over } = sorted(file.consents);
  const send = async (grant: Grant) => {
    if (!(await verbs.run("consent", () => consent(file.id, grant)))) return;
    take(false);
    again();
  };
  return (
    <section>
      <h3 className="cap">{w("consents")}</h3>
      {now.length === 0 && <p className="file-note">{w("consentsNone")}</p>}
      <ul className="file-list">
        {now.map((each) => (
          <InForce key={each.id} {...props} one={each} />
        ))}
      </ul>
      <Refusal verbs={verbs} of={["consent", "withdraw"]} />
      {taking && (
        <ConsentForm
          purposes={PURPOSES}
          send={w("keepConsent")}
          off={off}
          onSend={(grant) => void send(grant)}
        />
      )}
      {!taking && (
        <Btn className="btn" off={off} onPress={() => take(true)}>
          {w("takeConsent")}
        </Btn>
      )}
      {over.length > 0 && (
        <details className="file-over">
          <summary>{w("over", { n: over.length })}</summary>
          <ul>
            {over.map((each) => (
              <li key={each.id}>
                <Words of={each} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function InForce({ file, verbs, off, again, one }: FileProps & { one: Consent }) {
  const w = useWords(fileWords);
  const t = useWords(talkWords);
  const ends = endsWith(file, one);
  const sure = [
    w("withdrawSure", { what: t(`purpose.${one.purpose}`) }),
    ends.followUps > 0 && w("endsFollowUps", { n: ends.followUps }),
    ends.needs > 0 && w("endsNeeds"),
  ]
    .filter(Boolean)
    .join("");
  const take = async () => {
    if (await verbs.run("withdraw", () => withdraw(one.id))) again();
  };
  return (
    <li>
      <Words of={one} />
      <SureButton title={w("withdraw")} sure={sure} off={off} onSure={() => void take()} />
    </li>
  );
}

function Words({ of }: { of: Consent }) {
  const w = useWords(fileWords);
  const t = useWords(talkWords);
  const spoken = useLanguage();
  const day = (instant: string) => wholeDay(instant.slice(0, 10), spoken);
  return (
    <span className="grow">
      {t(`purpose.${of.purpose}`)} · {t(`scope.${of.scope}`)}
      <small>
        {w("since", { day: day(of.given_at) })} · {t(`evidence.${of.evidence}`)} {of.reference} ·{" "}
        {w("noticeIs", { notice: of.notice })}
        {of.withdrawn_at && ` · ${w("withdrawnOn", { day: day(of.withdrawn_at) })}`}
      </small>
    </span>
  );
}
