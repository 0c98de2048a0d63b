import { createRoot } from "react-dom/client";
import { StaffPage } from "../staff/StaffPage";
import { Counter } from "./Counter";

createRoot(document.getElementById("root")!).render(
  <StaffPage view="counter">{(me) => <Counter me={me} />}</StaffPage>,
);
