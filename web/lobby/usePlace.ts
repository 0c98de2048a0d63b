import type { DiversionPlace } from "../shared/views";
import { useLobbyCode } from "./useLobbyCode";

/** 智能柜台 智3, 开放式柜台 4 */
export function usePlace(): (place: DiversionPlace, where?: string) => string {
  const code = useLobbyCode();
  return (place, where = "") => `${code("place", place)} ${where}`.trim();
}
