import { useWords } from "../shared/hooks";
import type { DiversionPlace } from "../shared/views";
import { lobbyWords } from "./words";

/** 智能柜台 智3, 开放式柜台 4 */
export function usePlace(): (place: DiversionPlace, where?: string) => string {
  const w = useWords(lobbyWords);
  return (place, where = "") => `${w(`place.${place}`)} ${where}`.trim();
}
