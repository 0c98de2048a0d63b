import type { Me } from "../../shared/api";
import type { Answer, Change } from "../../shared/verbs/twin";
import type { LobbyState, OfficeState } from "../../shared/views";
import type { Asked, Asking } from "../asking";
import type { Services } from "./useServices";

export interface TwinProps {
  me: Me;
  state: OfficeState | LobbyState;
  now: number;
  cut: boolean;
}

export type WhatIfProps = TwinProps & {
  questions: Asking<Change, Answer>;
  asked: Asked<Change, Answer>;
  services: Services;
};
