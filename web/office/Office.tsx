import type { Me } from "../shared/api";
import { useLanguage, useWords } from "../shared/hooks";
import type { LobbyState, OfficeState } from "../shared/views";
import { Bar } from "../staff/Bar";
import { type Picture, usePicture, useStream } from "../staff/picture";
import { toCome } from "../staff/forecast";
import { useAhead } from "../staff/useForecast";
import { useAnswer } from "../staff/useAnswer";
import { Notice } from "../staff/StaffPage";
import { refusalText } from "../staff/refusal";
import { staffWords } from "../staff/words";
import { useHolds } from "../staff/cash/useHolds";
import { Cash } from "./cash/Cash";
import { Counters } from "./Counters";
import { Figures } from "./Figures";
import { FlowCard } from "./FlowCard";
import { Funnel } from "./funnel/Funnel";
import { TodayCard } from "./funnel/TodayCard";
import { Holds } from "./holds/Holds";
import { type Scripts as Library, scriptsPath } from "../shared/verbs/scripts";
import { hasHall, seesNow, seesScripts, seesTwin, usePage } from "./page";
import { isOpen } from "./policy/life";
import { Policies } from "./policy/Policies";
import { useTables } from "./policy/useTables";
import { Rules } from "./Rules";
import { waitingFor } from "./scripts/model";
import { Scripts } from "./scripts/Scripts";
import { Services } from "./Services";
import { SideNav } from "./SideNav";
import { Suggested } from "./suggest/Suggested";
import { Twin } from "./twin/Twin";
import { useAgain } from "./useAgain";
import { ORDINARY, useBeyond } from "./useBeyond";
import { WaitsCard } from "./WaitsCard";
import "./office.css";
import "./tables.css";

type State = OfficeState | LobbyState;

/** The branch head's desk: is the promise kept now, what does the day look like, what the hall goes by. */
export function Office({ me }: { me: Me }) {
  const w = useWords(staffWords);
  const stream = useStream<State>({ view: seesNow(me) ? "office" : "lobby" });
  const picture = usePicture(stream);
  const { state, refused } = picture.live;
  if (!state) return <Notice title={refused ? refusalText(refused) : w("loading")} late={!refused} />;
  return <Desk {...{ me, state, picture }} />;
}

interface Props {
  me: Me;
  state: State;
  picture: Picture<State>;
}

function Desk({ me, state, picture }: Props) {
  const spoken = useLanguage();
  const page = usePage(me, hasHall(state));
  const tables = useTables(me);
  const [asked, again] = useAgain();
  const scripts = useAnswer<Partial<Library>>(seesScripts(me) ? scriptsPath(me.branch.id) : undefined, asked);
  const { told: now, cut } = picture;
  const holds = useHolds(me.branch.id, me.rights.includes("review_hold") && !cut, asked);
  const moment = { zone: state.branch.zone, now };
  return (
    <div className={cut ? "office is-cut" : "office"}>
      <Bar
        me={me}
        live={picture.live}
        zone={state.branch.zone}
        now={picture.now}
        place={`${state.branch.bank[spoken]} ${state.branch.name[spoken]}`}
      />
      <div className="office-body">
        <SideNav
          {...{ me, state, page }}
          open={tables.tables?.filter(({ versions }) => versions.some(isOpen)).length ?? 0}
          held={holds.filter(({ state }) => state === "held_for_fraud_check").length}
          waiting={waitingFor(me, scripts.answer?.scripts ?? [])}
        />
        {page === "policies" && <Policies me={me} tables={tables} moment={moment} cut={cut} />}
        {page === "scripts" && <Scripts {...{ me, scripts, moment, cut, again }} today={state.day.date} />}
        {page === "cash" && <Cash {...{ me, moment, cut, holds, asked, again }} today={state.day.date} />}
        {page === "rules" && <Rules key={spoken} me={me} branch={state.branch} cut={cut} />}
        {page === "funnel" && <Funnel me={me} today={state.day.date} />}
        {page === "holds" && <Holds me={me} zone={state.branch.zone} cut={cut} />}
        {page === "now" && "flow" in state && <Today {...{ me, state, now, cut }} />}
        {page === "twin" && <Twin {...{ me, state, now, cut }} />}
      </div>
    </div>
  );
}

function Today({ me, state, now, cut }: { me: Me; state: OfficeState; now: number; cut: boolean }) {
  const { ahead } = useAhead(state, seesTwin(me) && !cut);
  const fresh = ahead && !ahead.stale ? ahead.said : undefined;
  const beyond = useBeyond(state, now, fresh, ORDINARY);
  return (
    <main className="office-main fades">
      <Figures state={state} toCome={fresh && toCome(fresh.groups)} />
      <Suggested {...{ me, state, now, cut }} />
      <WaitsCard state={state} now={now} beyond={beyond} />
      <Counters state={state} now={now} />
      <FlowCard state={state} now={now} />
      <TodayCard me={me} referrals={state.referrals} />
      <Services state={state} />
    </main>
  );
}
