/** Verbs on what is awaited at a relationship manager's desk. */
import { post } from "../api";

const at = (guidance: string, verb: string) => `/api/guidances/${guidance}/${verb}`;
const move = (verb: string) => (guidance: string, version: number) =>
  post<object>(at(guidance, verb), {}, { match: version });

export const arrived = move("arrived");
export const notCome = move("not-come");
export const keepWaiting = move("keep-waiting");
export const letGo = move("let-go");
export const led = (guidance: string, version: number, desk: string) =>
  post<object>(at(guidance, "led"), { desk }, { match: version });
