import type { Me } from "../../shared/api";
import { base } from "../../shared/base";
import { useWords } from "../../shared/hooks";
import type { ReferralsToday } from "../../shared/views";
import { FUNNEL_ADDRESS, seesFunnel } from "../page";
import { Fill } from "./Fill";
import { STEPS } from "./model";
import { Share } from "./Share";
import { funnelWords } from "./words";
import "./today.css";

const LONG_MIN = 10; // three people asked, three minutes each, and nobody came

/** How far the day's referrals went, and whether any still waits for somebody. */
export function TodayCard({ me, referrals }: { me: Me; referrals: ReferralsToday }) {
  const w = useWords(funnelWords);
  const { submitted, asking, at_head, longest_min = 0 } = referrals;
  const late = longest_min >= LONG_MIN ? "is-late" : "";
  return (
    <section className="card refers" aria-label={w("referrals")}>
      <header>
        <h2>{w("referrals")}</h2>
        {seesFunnel(me) ? (
          <a className="sub" href={FUNNEL_ADDRESS}>
            {w("days.1")}
          </a>
        ) : (
          <span className="sub">{w("days.1")}</span>
        )}
      </header>
      <table>
        <tbody>
          {STEPS.map((code) => (
            <tr key={code}>
              <th scope="row">{w(`step.${code}`)}</th>
              <td className="refers-bar">
                <Fill share={referrals[code] / Math.max(submitted, 1)} />
              </td>
              <td className="number">
                <b>{referrals[code]}</b>
              </td>
              <td className="number">
                {code !== "submitted" && <Share part={referrals[code]} whole={submitted} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl>
        <div className={late}>
          <dt>{asking > 0 ? w("askingLongest", { n: longest_min }) : w("asking")}</dt>
          <dd>{asking}</dd>
        </div>
        <div className={at_head > 0 ? "is-late" : ""}>
          <dt>{me.views.includes("desk") ? <a href={`${base}/desk/`}>{w("atHead")}</a> : w("atHead")}</dt>
          <dd>{at_head}</dd>
        </div>
      </dl>
    </section>
  );
}
