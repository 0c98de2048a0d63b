/** What the first page offers: the seats of each branch. */
import type { Words } from "../shared/views";

export interface Seat {
  seat: string;
  view: string;
  post?: string;
  name: Words;
  who?: string;
  counter?: string;
  href: string;
}

export interface OfferedBranch {
  id: string;
  name: Words;
  type: string;
  clock_at: string;
  clock_scale: number;
  seats: Seat[];
  book?: string; // the branch's booking page
}

export interface Offer {
  demonstration: boolean;
  bank: Partial<Words>;
  branches: OfferedBranch[];
}
