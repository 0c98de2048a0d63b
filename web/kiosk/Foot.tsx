import { useLanguage, useWords } from "../shared/hooks";
import { Back, Globe, Hand, LargeType } from "../shared/icons";
import type { Live } from "../shared/stream";
import type { KioskState } from "../shared/views";
import type { Scene } from "./flow";
import { Heard } from "./Heard";
import { helpWords } from "./HelpDialog";
import { ReadAloud } from "./ReadAloud";
import { type Key, words } from "./words";

interface Props {
  live: Live<KioskState>;
  scene: Scene;
  large: boolean;
  onHelp: () => void;
  onLarge: (large: boolean) => void;
  onLanguage: () => void;
}

const HELP_LINE: Partial<Record<Scene, Key>> = {
  choose: "helpWho",
  unavailable: "helpUrgent",
  closed: "helpDuty",
  cut: "helpCut",
};

/** What is always at hand, low enough for a seated customer. */
export function Foot({ live, scene, large, onHelp, onLarge, onLanguage }: Props) {
  const w = useWords(words);
  const spoken = useLanguage();
  const help = live.state?.help;
  const pending = help && help.state !== "closed" ? helpWords("asked", help)[0] : undefined;
  return (
    <footer className="foot">
      {large && scene === "choose" ? (
        <div className="utils">
          <button className="util" onClick={() => onLarge(false)}>
            <Back />
            {w("standardPrint")}
          </button>
          <ReadAloud live={live} />
        </div>
      ) : (
        <div className="utils">
          <button className="util help" onClick={onHelp}>
            <Hand />
            <span>
              <b>{w("help")}</b>
              <span aria-live="polite">
                {w(pending ?? HELP_LINE[scene] ?? "helpSoon", { who: help?.answered_by?.[spoken] ?? "" })}
              </span>
            </span>
          </button>
          <button className="util" onClick={() => onLarge(!large)}>
            {large ? <Back /> : <LargeType />}
            {w(large ? "standardPrint" : "largePrint")}
          </button>
          <button className="util" onClick={onLanguage}>
            <Globe />
            {w("language")}
          </button>
        </div>
      )}
      <div className="line">
        <Heard live={live} waits={scene === "choose" && !large} />
        <span>
          {large ? w("noHurry") : live.state && w("hotline", { number: live.state.branch.hotline })}
        </span>
      </div>
    </footer>
  );
}
