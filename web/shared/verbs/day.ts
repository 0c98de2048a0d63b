import { post } from "../api";

const of = (branch: string, verb: string) => `/api/branches/${branch}/${verb}`;

export type StopNotice = "cash_out" | "sold_out" | "system_down";
export interface PaperNumber {
  number: string;
  class?: string;
  protected?: boolean;
}

export const openDay = (branch: string) => post<object>(of(branch, "day/open"), {});
export const lastNumbers = (branch: string) => post<object>(of(branch, "day/last-numbers"), {});
export const closing = (branch: string) => post<object>(of(branch, "day/closing"), {});
export const closeDay = (branch: string) => post<object>(of(branch, "day/close"), {});
export const stopService = (branch: string, service: string, notice: StopNotice) =>
  post<object>(of(branch, `services/${service}/stop`), { notice });
export const resumeService = (branch: string, service: string) =>
  post<object>(of(branch, `services/${service}/resume`), {});
export const paperBlock = (branch: string, service: string, size: number) =>
  post<{ id: string; numbers: string[] }>(of(branch, "paper-blocks"), { service, size });
export const enterPaper = (branch: string, block: string, numbers: PaperNumber[]) =>
  post<object>(of(branch, "paper-tickets"), { block, numbers });
