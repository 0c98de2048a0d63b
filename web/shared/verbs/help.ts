import { post } from "../api";

export const askHelp = (branch: string, about: { ticket?: string; reason?: string } = {}) =>
  post<{ id: string }>(`/api/branches/${branch}/help`, about);
export const answerHelp = (help: string) => post<object>(`/api/help/${help}/answer`, {});
export const closeHelp = (help: string) => post<object>(`/api/help/${help}/close`, {});
