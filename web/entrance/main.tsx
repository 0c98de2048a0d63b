import { createRoot } from "react-dom/client";
import { language, LANGUAGES } from "../shared/language";
import { kept } from "../staff/keep";
import { Entrance } from "./Entrance";
import "../shared/tokens.css";
import "../staff/staff.css";
import "../staff/parts.css";
import "../staff/bar.css";
import "../staff/dialog.css";
import "./entrance.css";
import "./thumbs.css";
import "./form.css";

const wished = kept("language") ?? navigator.language;
const spoken = /^zh-(Hant|TW|HK|MO)/i.test(wished) ? "zh-Hant" : /^en/i.test(wished) ? "en" : "zh-Hans";
language.set(LANGUAGES.find((each) => each === wished) ?? spoken);

createRoot(document.getElementById("root")!).render(<Entrance />);
