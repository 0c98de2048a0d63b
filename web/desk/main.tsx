import { createRoot } from "react-dom/client";
import { StaffPage } from "../staff/StaffPage";
import { DeskPage } from "./DeskPage";

createRoot(document.getElementById("root")!).render(
  <StaffPage view="desk">{(me) => <DeskPage me={me} />}</StaffPage>,
);
