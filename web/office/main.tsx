import { createRoot } from "react-dom/client";
import { StaffPage } from "../staff/StaffPage";
import { Office } from "./Office";
import { mayEnter } from "./page";

createRoot(document.getElementById("root")!).render(
  <StaffPage view="office" may={mayEnter}>
    {(me) => <Office me={me} />}
  </StaffPage>,
);
