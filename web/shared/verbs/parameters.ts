/** What a branch's hall goes by. `version` is the plan's on screen: two people never overwrite each other. */
import { post } from "../api";

export interface Parameter {
  name: string;
  title: string; // in the reader's language
  group: string;
  unit: string;
  value: number;
  default: number;
  least: number;
  most: number;
  set_at?: string;
  set_by?: string; // absent: a command
}

export interface Parameters {
  version: number;
  parameters: Parameter[];
}

export const parametersPath = (branch: string) => `/api/branches/${branch}/parameters`;
export const setParameter = (branch: string, version: number, name: string, value: number) =>
  post<{ name: string; value: number; version: number }>(
    `${parametersPath(branch)}/${name}`,
    { value },
    { match: version },
  );
