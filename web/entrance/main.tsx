import { createRoot } from "react-dom/client";
import { language } from "../shared/language";
import { wantedLanguage } from "../staff/keep";
import { Entrance } from "./Entrance";
import "../shared/tokens.css";
import "../staff/staff.css";
import "../staff/parts.css";
import "../staff/bar.css";
import "../staff/dialog.css";
import "./entrance.css";
import "./thumbs.css";
import "./form.css";

language.set(wantedLanguage());

createRoot(document.getElementById("root")!).render(<Entrance />);
