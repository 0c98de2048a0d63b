import { hourMinute } from "../shared/clock";
import { estimateParts, isLong } from "../shared/estimate";
import { useLanguage, useWords } from "../shared/hooks";
import type { ServiceView, WallState } from "../shared/views";
import { words } from "./words";

const MOST_ROWS = 7;

/** Services that can be had today or say why not; one that comes later or is over has no row. */
export function rows(services: WallState["services"]): ServiceView[] {
  return Object.values(services)
    .filter((service) => ["open", "full", "stopped"].includes(service.state))
    .sort((one, other) => one.order - other.order)
    .slice(0, MOST_ROWS);
}

/** What a number taken now would wait. Without a line to the server nobody knows. */
export function Waits({ state, known }: { state: WallState; known: boolean }) {
  const w = useWords(words);
  const spoken = useLanguage();
  const shown = rows(state.services);
  const long = shown.some(({ estimate }) => isLong(estimateParts(estimate)));
  const opensAt = state.day.state === "before" ? state.day.opens_at : undefined;
  return (
    <div className={`waits rows-${shown.length}${long ? " long" : ""}`}>
      {shown.length > 0 && <h2>{w("waits")}</h2>}
      <table>
        <tbody>
          {shown.map((service) => (
            <tr key={service.id}>
              <th scope="row">{service.name[spoken]}</th>
              {!known ? (
                <td colSpan={2}>{w("none")}</td>
              ) : service.state !== "open" ? (
                <td colSpan={2} className="off">
                  {w(service.state === "full" ? "full" : "stopped")}
                </td>
              ) : opensAt && service.waiting === 0 ? (
                <td colSpan={2}>{w("later", { time: hourMinute(opensAt, state.branch.zone) })}</td>
              ) : (
                <Known service={service} />
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Known({ service }: { service: ServiceView }) {
  const w = useWords(words);
  const { kind, figure, after } = estimateParts(service.estimate, useLanguage());
  const people = service.waiting ? w("people", { n: service.waiting }) : w("nobody");
  if (kind === "unknown") return <td colSpan={2}>{people}</td>;
  if (kind === "none") {
    return (
      <td colSpan={2} className="free">
        {after}
      </td>
    );
  }
  return (
    <>
      <td className="people">{people}</td>
      <td>
        <b>{figure}</b>
        {after}
      </td>
    </>
  );
}
