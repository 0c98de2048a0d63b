import { createRoot } from "react-dom/client";
import { StaffPage } from "../staff/StaffPage";
import { Office } from "./Office";

createRoot(document.getElementById("root")!).render(
  <StaffPage view="office">{(me) => <Office me={me} />}</StaffPage>,
);
