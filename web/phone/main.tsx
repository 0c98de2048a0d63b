import { createRoot } from "react-dom/client";
import { language } from "../shared/language";
import { isSeat } from "../shared/base";
import { openStream } from "../shared/stream";
import type { PhoneState } from "../shared/views";
import { App } from "./App";
import { prefs, wantedLanguage } from "../shared/prefs";
import "../shared/public.css";
import "./phone.css";
import "./place.css";
import "./actions.css";
import "./narrow.css";
import "./sheet.css";
import "./states.css";
import "./served.css";
import "./offer.css";

language.set(wantedLanguage(prefs.get().language, navigator.languages));
const ticket = new URLSearchParams(location.search).get("ticket");
const stream = openStream<PhoneState>(
  { view: "phone", ...(ticket ? { ticket } : {}) },
  { keep: true, rest: () => isSeat },
);
createRoot(document.getElementById("root")!).render(<App stream={stream} />);
