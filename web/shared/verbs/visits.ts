import { post } from "../api";

export interface SignalWord {
  code: string;
  state: string;
  strength: number; // 0–4
  sources: string[];
  words: string; // in the reader's language
}

export const signalsPath = (branch: string) => `/api/branches/${branch}/signals`;
export const noteSignal = (visit: string, code: string) =>
  post<object>(`/api/visits/${visit}/signals`, { code });
