import { useWords } from "../shared/hooks";
import type { DiversionPlace, MachineView } from "../shared/views";
import { Icon } from "../staff/icons";
import { staffWords } from "../staff/words";
import type { ZoneProps } from "./parts";
import { ZoneTitle } from "./ZoneTitle";
import { lobbyWords } from "./words";
import type { LobbyWord } from "./words/zh-hans";

const IN_A_ROW = 6;
const AT_MACHINES = new Set<DiversionPlace>(["smart", "atm"]);

/** Self-service machines: what is free, what is broken, who was sent there. */
export function MachinesZone({ zone, state }: ZoneProps) {
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const machines = Object.values(state.machines).filter((machine) => machine.zone === zone.id);
  const names = (some: MachineView[]) => some.map(({ name }) => name).join(s("and"));
  const smart = machines.filter(({ kind }) => kind === "smart");
  const free = smart.filter((machine) => machine.state === "free").length;
  const faults = machines.filter((machine) => machine.state === "fault");
  const sent = Object.values(state.tickets).filter(
    ({ state: now, parked_for, offer }) =>
      now === "parked" &&
      (parked_for === "self_service" || (offer?.state === "accepted" && AT_MACHINES.has(offer.place))),
  );
  return (
    <div className="room">
      <ZoneTitle zone={zone}>
        {smart.length > 0 && (
          <small className={free ? "is-good" : ""}>
            {free ? w("smartFree", { n: free }) : w("smartNone")}
          </small>
        )}
      </ZoneTitle>
      <ul className={machines.length > IN_A_ROW ? "machines machines-many" : "machines"}>
        {machines.map((machine) => (
          <li key={machine.id} className={`machine machine-${machine.state}`}>
            <Icon name="device" size={24} />
            <b>{w(`machine.${machine.state}` as LobbyWord)}</b>
            <span>{machine.name}</span>
          </li>
        ))}
      </ul>
      {faults.length > 0 && <p className="is-bad">{w("faults", { names: names(faults) })}</p>}
      {sent.length > 0 && (
        <p>{w("atMachines", { numbers: sent.map(({ number }) => number).join(s("and")) })}</p>
      )}
    </div>
  );
}
