import { useLanguage, useStore, useWords } from "../shared/hooks";
import { Bell, Clock, Go, IdCard, LargeType } from "../shared/icons";
import type { ServiceView } from "../shared/views";
import type { Page } from "./parts";
import { Offered } from "./Elsewhere";
import { Foot } from "./Foot";
import { OwnHead } from "./OwnHead";
import { Place } from "./Place";
import { prefs } from "../shared/prefs";
import { allowNotices, allowSound } from "./remind";
import { type Key, words } from "./words";
import { HelpButton } from "./HelpButton";

/** How long still? */
export function Waiting(page: Page) {
  const { live, state, verb, open } = page;
  const w = useWords(words);
  const spoken = useLanguage();
  const { ticket } = state;
  const counters = ticket.service.counters.join(spoken === "en" ? ", " : "、");
  return (
    <main className="screen">
      <OwnHead {...page} more={counters && w("counters", { counters })} />
      <Place live={live} state={state} />
      {ticket.offer?.state === "offered" && <Offered {...page} offer={ticket.offer} />}
      <div className="acts">
        <button className="btn" disabled={verb.off || ticket.late_left === 0} onClick={() => open("late")}>
          <Clock />
          {w(ticket.late_left === 0 ? "lateNone" : "late")}
        </button>
        <HelpButton {...page} />
      </div>
      <section className="card list">
        <Remind />
        <div className="item">
          <IdCard />
          <p>
            <b>{w("bring")}</b>
            <span>{w(bring(ticket.service))}</span>
          </p>
        </div>
        <button className="item" onClick={() => open("settings")}>
          <LargeType />
          <span>
            <b>{w("display")}</b>
            <span>{w("displayMore")}</span>
          </span>
          <Go className="go" />
        </button>
      </section>
      <Foot {...page} />
    </main>
  );
}

function bring(service: ServiceView): Key {
  return service.icon === "company"
    ? "bringCompany"
    : service.icon === "loan"
      ? "bringLoan"
      : "bringPersonal";
}

function Remind() {
  const w = useWords(words);
  const { remind } = useStore(prefs);
  function toggle() {
    prefs.change({ remind: !remind });
    if (remind) return;
    allowSound();
    void allowNotices();
  }
  return (
    <div className="item">
      <Bell />
      <p>
        <b id="remind">{w("remind")}</b>
        <span>{w("remindMore")}</span>
      </p>
      <button
        className="switch"
        role="switch"
        aria-checked={remind}
        aria-labelledby="remind"
        onClick={toggle}
      />
    </div>
  );
}
