import { useEffect, useState } from "react";
import { estimateText } from "../shared/estimate";
import { useLanguage, useWords } from "../shared/hooks";
import { Silent, Sound } from "../shared/icons";
import { canSpeak, hush, speak } from "../shared/speech";
import type { Live } from "../shared/stream";
import type { KioskState } from "../shared/views";
import { plainChoices } from "./Large";
import { words } from "./words";

/** Reads the title, the choices and their waits; says so where the machine has no voice. */
export function ReadAloud({ live }: { live: Live<KioskState> }) {
  const w = useWords(words);
  const spoken = useLanguage();
  const [state, setState] = useState<"quiet" | "reading" | "mute">("quiet");
  useEffect(() => hush, []);

  async function toggle() {
    if (state === "reading") return hush();
    if (!canSpeak(spoken)) return setState("mute");
    setState("reading");
    const choices = plainChoices(live.state?.services ?? {}).map((service) =>
      w("readWait", {
        service: service.plain_name[spoken],
        wait: estimateText(service.estimate, spoken).replace("–", spoken === "en" ? " to " : "到"),
      }),
    );
    for (const sentence of [w("chooseLarge"), ...choices, w("helpLarge")]) {
      if (!(await speak(sentence, spoken))) break;
    }
    setState("quiet");
  }

  return (
    <button className="util" onClick={() => void toggle()} aria-live="polite">
      {state === "mute" ? <Silent /> : <Sound />}
      {w(state === "mute" ? "noVoice" : state === "reading" ? "stopReading" : "readAloud")}
    </button>
  );
}
