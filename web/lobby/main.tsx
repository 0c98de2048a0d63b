import { createRoot } from "react-dom/client";
import { StaffPage } from "../staff/StaffPage";
import { Lobby } from "./Lobby";

createRoot(document.getElementById("root")!).render(
  <StaffPage view="lobby">{(me) => <Lobby me={me} />}</StaffPage>,
);
