import type { Me } from "../../shared/api";
import { useWords } from "../../shared/hooks";
import { useAnswer } from "../../staff/useAnswer";
import { useAgain } from "../useAgain";
import { divertedPath, type DivertedAnswer, type Span } from "./model";
import { Share } from "./Share";
import { funnelWords } from "./words";
import type { FunnelWord } from "./words/zh-hans";

const COUNTS = ["offered", "accepted", "declined", "done", "returned", "unknown"] as const;

/** What became of offers of another place, by door; protected people are counted nowhere. */
export function Diverted({ me, today, days }: { me: Me; today: string; days: Span }) {
  const w = useWords(funnelWords);
  const [asked] = useAgain();
  const { answer } = useAnswer<DivertedAnswer>(divertedPath(me.branch.id, today, days), asked);
  if (!answer?.doors.some(({ offered }) => offered > 0)) return null;
  return (
    <section className="card funnel-diverted">
      <header>
        <h2>{w("diverted")}</h2>
        <span className="sub">{w("divertedHow")}</span>
      </header>
      <table>
        <thead>
          <tr>
            <th scope="col">{w("door")}</th>
            {COUNTS.map((code) => (
              <th scope="col" className="number" key={code}>
                {w(`diverted.${code}` as FunnelWord)}
              </th>
            ))}
            <th scope="col" className="number">
              {w("divertedShare")}
            </th>
          </tr>
        </thead>
        <tbody>
          {answer.doors.map((each) => (
            <tr key={each.door}>
              <th scope="row">{w(`door.${each.door}` as FunnelWord)}</th>
              {COUNTS.map((code) => (
                <td className="number" key={code}>
                  {each[code]}
                </td>
              ))}
              <td className="number">
                <Share part={each.done} whole={each.accepted} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
