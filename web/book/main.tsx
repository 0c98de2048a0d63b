import { createRoot } from "react-dom/client";
import { language } from "../shared/language";
import { prefs, wantedLanguage } from "../shared/prefs";
import type { Language } from "../shared/views";
import { App } from "./App";
import "../shared/public.css";
import "../phone/phone.css";
import "../phone/place.css";
import "../phone/actions.css";
import "../phone/served.css";
import "./book.css";

const asked = new URLSearchParams(location.search);
const linked = (asked.get("lang") ?? undefined) as Language | undefined;
language.set(wantedLanguage(linked ?? prefs.get().language, navigator.languages));
createRoot(document.getElementById("root")!).render(<App branch={asked.get("branch") ?? ""} />);
