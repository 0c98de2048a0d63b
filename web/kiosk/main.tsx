import { createRoot } from "react-dom/client";
import { isSeat } from "../shared/base";
import { openStream } from "../shared/stream";
import type { KioskState } from "../shared/views";
import { App } from "./App";
import { clickOnTouch } from "./click";
import "../shared/public.css";
import "./kiosk.css";
import "./choose.css";
import "./notes.css";
import "./dialogs.css";
import "./ticket.css";
import "./large.css";
import "./offer.css";
import "./slip.css";

clickOnTouch();
const stream = openStream<KioskState>({ view: "kiosk" }, { keep: true, rest: () => isSeat });
createRoot(document.getElementById("root")!).render(<App stream={stream} />);
