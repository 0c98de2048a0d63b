/**
 * What each screen is shown: the projections of the ledger that the stream sends.
 *
 * The server's mirror of this file is src/tingtang/live/views.py; a test holds them together.
 * No value is ever null: what is not known is absent. Keyed objects hold things that change one
 * by one (a patch is an RFC 7396 merge patch, so null in a patch removes a key); arrays are
 * replaced whole. Times are UTC with offset. Names in three languages come as `Words`.
 */

export type Language = "zh-Hans" | "zh-Hant" | "en";
export type Words = Record<Language, string>;
export type Instant = string;

/** `snapshot` replaces the picture; `patch` changes it; both carry the ledger sequence as event id. */
export interface Snapshot<State> {
  view: string;
  at: Instant;
  sequence: number;
  state: State;
}
export interface Patch {
  at: Instant;
  sequence: number;
  patch: Record<string, unknown>;
}
/** `ping`, every 2 seconds: the branch's clock, and that the line is alive. */
export interface Ping {
  at: Instant;
  sequence: number;
}

export interface BranchView {
  id: string;
  bank: Words;
  name: Words;
  hotline: string;
  zone: string; // IANA time zone, e.g. Asia/Shanghai
  demonstration: boolean;
  clock_scale: number; // 1, or faster on a demonstration branch
}

export type DayState = "before" | "open" | "last_numbers" | "closing" | "closed";
export interface DayView {
  date: string; // business date, 2026-11-20
  state: DayState;
  opens_at: Instant;
  closes_at: Instant;
  next_opens_at?: Instant;
  hours: { days: string; personal: string; corporate: string }[]; // days: "mon-fri", "sat-sun"; hours "09:00–17:00" or ""
}

/** Minutes, 10th to 90th percentile. `unknown`: fewer than 10 recent services. `none`: served at once. */
export type Estimate =
  | { kind: "range"; low: number; high: number }
  | { kind: "within"; high: number }
  | { kind: "none" }
  | { kind: "unknown" };

export type ServiceState = "open" | "later" | "stopped" | "full" | "closed";
export interface ServiceView {
  id: string;
  order: number;
  prefix: string; // "A"
  name: Words; // 个人现金
  hint: Words; // 存款、取款、零钞兑换
  plain_name: Words; // 存钱、取钱 (large print)
  plain_hint: Words;
  icon: "cash" | "card" | "wealth" | "company" | "loan" | "exchange" | "other";
  large_print: boolean; // one of the four plain choices
  state: ServiceState;
  from?: Instant; // later: from when
  notice?: Words; // why it is stopped; stays when numbers end and `state` is closed
  waiting: number;
  estimate: Estimate;
  counters: string[]; // "1", "2", "5": open counters that serve it
}

/** Working: somebody is served or may be called there. Advisers' desks are no counters. */
export interface CountersView {
  working: number;
  all: number;
}

export interface HelpView {
  id: string;
  state: "asked" | "answered" | "escalated" | "closed";
  asked_at: Instant;
  answered_by?: Words; // how the person is introduced: 大堂经理; to colleagues 大堂经理 苏晓雯
  summoned?: Words; // whom it goes to now, until somebody answers; staff screens only
  nobody?: true; // there is nobody whom it could summon; public screens only
  asked_by?: string; // a colleague's own call: `Me.staff`; staff screens only
  place?: string; // number of the ticket or the device's name; staff screens only
  ticket?: string; // number
}

// ---------------------------------------------------------------- public screens

export interface CallView {
  sequence: number; // of the ledger entry: a wall speaks each sequence once, none older than 30 s
  number: string; // A029
  counter: string; // "2"
  at: Instant;
  kind: "call" | "recall";
  direction?: "left" | "right" | "ahead" | "behind" | "left-ahead" | "right-ahead"; // seen from this wall
  area?: Words; // 左侧现金区
}

export interface WallState {
  branch: BranchView;
  day: DayView;
  calls: CallView[]; // newest first, at most 6; the first is shown large
  missed: string[]; // numbers to come to the desk
  next: string[]; // at most three
  services: Record<string, ServiceView>;
  notices: Record<string, Words>;
}

export interface KioskState {
  branch: BranchView;
  day: DayView;
  waiting: number;
  counters: CountersView;
  services: Record<string, ServiceView>;
  help?: HelpView; // this kiosk's own
  public_address?: string; // base of phone links; absent: no QR
  book?: string; // code of the branch's booking page; absent: nothing can be booked
  measured: boolean; // the "8 in 10" sentence may be shown
}

/** Places are never told with a class: where to go, and whether one may come back from there. */
export interface OwnOfferView {
  id: string;
  place: DiversionPlace;
  where?: string; // the machine's name or the counter's number
  state: "offered" | "accepted";
  version: number; // send as If-Match
  equal: boolean; // two equal buttons, nothing recommended
  may_return: boolean; // accepted: back to one's own place in the line
  asks_at?: Instant; // accepted: from then on it asks what became of it
}

export interface PhoneState {
  branch: BranchView;
  day: DayView;
  ticket: {
    id: string;
    number: string;
    state: "waiting" | "called" | "serving" | "parked" | "missed" | "done" | "abandoned";
    version: number;
    service: ServiceView;
    issued_at: Instant;
    ahead?: number; // absent when not waiting
    estimate?: Estimate;
    counter?: string; // called or serving
    call?: CallView;
    recalls?: number;
    passed_at?: Instant; // called: when it may be passed
    place_kept_until?: Instant; // missed: own place until then, then after three
    late?: { until: Instant }; // parked by "I'll be late"
    called_from?: Instant; // parked until the slot of the appointment
    led?: true; // parked: a colleague shows the way
    offer?: OwnOfferView; // of another place
    late_left: number; // how many times "I'll be late" is still allowed
    rating?: "asked" | "given"; // done
  };
  services: Record<string, ServiceView>; // to change to
  help?: HelpView;
  book?: string; // as at the kiosk
  measured: boolean;
}

// ---------------------------------------------------------------- staff screens

export type CustomerClass = "vip" | "potential" | "ordinary";
export type ClassBasis = "signals" | "file" | "staff";
export type Need = "elder" | "disabled" | "pregnant" | "infant" | "passbook";
export type LineClass = "emergency" | "care" | "vip" | "booked" | "ordinary";

export interface TicketView {
  id: string;
  number: string; // "" : served without a number
  version: number;
  state: "waiting" | "called" | "serving" | "parked" | "missed" | "done" | "abandoned";
  service: string; // service id
  more: string[]; // further services on the same ticket
  issued_at: Instant;
  class: CustomerClass;
  protected?: boolean; // absent: nobody has said
  need?: Need;
  booked: boolean;
  emergency: boolean;
  overtaken: number;
  overtake_cap?: number; // how often others may go before it; absent: no such limit
  counter?: string; // id of the counter: called, serving, or reserved for it
  called_at?: Instant;
  started_at?: Instant;
  recalls?: number;
  recall_after?: Instant; // earliest next recall
  pass_after?: Instant; // earliest no-show
  until?: Instant; // parked late, or missed: own place until then
  parked_for?: string; // reason code
  expected?: { p10: number; p50: number; p90: number }; // minutes of service, absent when unknown
  visit: string; // id
  visit_version?: number; // send as If-Match where the class is said; today's visits only, as below
  class_by?: ClassBasis; // what the class rests on
  greeted?: boolean;
  signals?: Record<string, string>; // code → id of what was noted
  refused?: boolean; // wants to be introduced to nobody today
  held?: boolean; // nobody sells to them now
  offer?: OfferView;
}

/** A confirmed VIP is here. Who it is, and how to address them, is asked for (and noted) by itself. */
export interface CameView {
  visit: string; // id
  ticket?: string; // id
  number?: string;
  door?: number; // without a number yet
  class: CustomerClass;
  since: Instant;
  link: "reader" | "number" | "booking" | "own_rm";
  home: "own" | "other"; // branch
  rm?: { id: string; name: string }; // absent: of another branch, or none
  held?: boolean; // nobody sells to them now
  version: number; // the visit's: send as If-Match
}

/** Greeted at the door, without a number yet: fifteen minutes long. */
export interface DoorView {
  held?: boolean; // nobody sells to them now
  id: string; // the visit's
  door: number; // the day's count at the door: staff screens only
  since: Instant;
  version: number; // send as If-Match
  class: CustomerClass;
  class_by: ClassBasis;
  signals: Record<string, string>; // code → id
  protected?: boolean; // absent: nobody has said
  need?: Need;
  refused?: boolean; // as above
}

export type DiversionPlace = "smart" | "atm" | "open_counter" | "rm_desk";

/** Another place, offered; it stands while the ticket waits, or stands aside for it. */
export interface OfferView {
  id: string;
  place: DiversionPlace;
  where?: string; // the machine's name or the counter's number
  state: "offered" | "accepted";
  asks_at?: Instant; // accepted: from then on it asks what became of it
  version: number; // send as If-Match
}

export type SeatState = "vacant" | "paused" | "open" | "closing";
export interface SeatView {
  id: string; // the counter's id
  number: string; // "1"
  kind: "closed" | "open" | "vip" | "desk";
  zone: string;
  services: string[];
  state: SeatState;
  version: number; // send as If-Match
  staff?: { id: string; name: string; post: string };
  pause?: string; // reason code: lunch, break, errand, preparing, cash, system
  since: Instant;
  ticket?: string; // id, called or serving
  served: number; // today
  summons?: SummonsView; // somebody is asked to work here
  desk?: DeskView; // where a relationship manager receives: a desk, a VIP counter that one sits at
}

/** Who is asked to work a counter (nobody named: whoever is free), and until when that stands. */
export interface SummonsView {
  until: Instant;
  declined: boolean; // they can't come now
  staff?: { id: string; name: string };
}

/** Whether a customer can be led to a relationship manager now. */
export interface DeskView {
  state: "free" | "held" | "serving" | "paused" | "absent";
  until?: Instant; // held or serving: until then, as far as it is said or known
  said?: true; // until: by whoever sits there
  for?: string; // held: the number of who is being led there
}

/** Somebody who is led to a relationship manager, or was promised that one comes. */
export interface PromiseView {
  id: string;
  visit: string;
  state: "led" | "promised";
  path: "escort" | "promise_vip_zone" | "promise_waiting";
  business: string; // a code of the decision tables
  number?: string;
  desk?: string; // number of the counter
  rm?: { id: string; name: string };
  since: Instant;
  notice_at: Instant; // until then it can be undone, and the relationship manager isn't told yet
  asks_at?: Instant; // from then on it asks what is to be done: a promise, or a lead whose desk is kept no longer
  asked: number; // how often the customer said to wait on
  version: number; // send as If-Match
}

/** How far a referral that is not over has come. */
export type ReferralStage = "submitted" | "accepted" | "introduced" | "in_talk" | "unfinished" | "follow_up";
export type ReferralTarget = "rm" | "marketing_rm" | "e_banking";

/** A customer referred to somebody. Who it is, and how to address them, is asked for by itself. */
export interface ReferralView {
  id: string;
  visit: string;
  state: ReferralStage;
  target: ReferralTarget;
  business: string; // a code of the decision tables
  number?: string;
  ticket?: string; // id
  door?: number; // without a number
  class?: CustomerClass; // today's visits only
  held?: boolean; // nobody sells to them now
  source: { id: string; name: string }; // who referred; a name is "" once they have left the branch
  spoken_yes: boolean; // the customer agreed today to be introduced
  since: Instant;
  day: string; // business date
  notice_at: Instant; // until then it can be undone, and whom it asks isn't told yet
  asks: { id: string; name: string; until: Instant }[]; // submitted: in order; after the last, the branch head
  receiver?: { id: string; name: string };
  version: number; // send as If-Match
}

export type CallReason =
  | "only" | "earliest" | "priority" | "accumulated" | "overtake_cap" | "wait_cap" | "reserved" | "chosen";
export interface CallPreview {
  ticket: string; // id
  reason: CallReason;
  passes: string[]; // ids of the heads it passes, at most 4
}

export interface CounterState {
  branch: BranchView;
  day: DayView;
  services: Record<string, ServiceView>;
  seat: SeatView;
  seats: Record<string, SeatView>; // colleagues, to transfer to
  tickets: Record<string, TicketView>; // waiting in this counter's lines (first 12 in calling order), current, missed, parked
  order: string[]; // ids in the order they would be called here, at most 12
  numbers: Record<string, string>; // everybody who waits here: number → id, at most 500
  waiting: number;
  next?: CallPreview;
  last?: { ticket: string; number: string; reopen_until: Instant }; // a mistaken finish
  promises: Record<string, PromiseView>; // a desk's own, those that name no desk, and of who is at this counter
  referrals: Record<string, ReferralView>; // of whoever is at this counter, and the talks of who sits here
  today: { served: number; mean_s?: number; rated: number; score?: number };
  help: Record<string, HelpView>;
  came: Record<string, CameView>; // whose relationship manager sits here, by visit
}

/** A relationship manager's own: it follows the person, who may sit at a desk or at none. */
export interface DeskState {
  branch: BranchView;
  day: DayView;
  services: Record<string, ServiceView>;
  me: { id: string; name: string };
  seat?: SeatView; // where I sit
  seats: Record<string, SeatView>; // all others
  tickets: Record<string, TicketView>; // of everybody named here, and who is at my seat
  came: Record<string, CameView>; // my customers, by visit
  referrals: Record<string, ReferralView>; // that ask me, will ask me in turn, or are mine
  promises: Record<string, PromiseView>; // in my name, to my seat, or naming nobody
  appointments: Record<string, BookingView>; // today's, for what my seat does
  today: { received: number; met: number; converted: number; follow_up: number };
  help: Record<string, HelpView>;
}

export interface ZoneView {
  id: string;
  kind: "cash" | "noncash" | "corporate" | "vip" | "rm" | "self_service" | "guide" | "forms" | "waiting" | "reception" | "children";
  name: Words;
  x: number; y: number; w: number; h: number; // on a plan of 100 × 100
}
export interface MachineView {
  id: string;
  name: string; // 智1
  kind: "smart" | "atm" | "inquiry";
  zone: string;
  state: "free" | "busy" | "fault";
}

export interface LogView {
  sequence: number;
  at: Instant;
  what: string; // the ledger's kind; ticket.unserved, .merged and .diverted where a ticket ended so; guidance.{what it came to}; diversion.accepted, .declined, .withdrawn, .done, .returned and .unknown what an offer came to
  number?: string;
  counter?: string;
  service?: string; // id
  state?: string; // what the seat or the day came to
}

/** Numbers set aside for paper: handed out while the line is cut, entered afterwards. */
export interface PaperView {
  id: string;
  service: string; // id
  numbers: string[]; // not entered yet, in order
}

/** An appointment of today: whose it is, and for which sum, stands on no screen of the hall. */
export interface BookingView {
  id: string;
  slot: Instant;
  service: string; // id
  state: "pending" | "booked" | "late" | "no_show" | "arrived" | "walk_in"; // late: within the grace
  version: number; // send as If-Match
  number?: string; // once they have come
}

export interface LobbyState {
  branch: BranchView;
  day: DayView;
  promise_min: number;
  zones: Record<string, ZoneView>;
  seats: Record<string, SeatView>;
  counters: CountersView;
  machines: Record<string, MachineView>;
  services: Record<string, ServiceView>;
  tickets: Record<string, TicketView>; // every ticket not ended
  visits: Record<string, DoorView>;
  came: Record<string, CameView>; // by visit
  help: Record<string, HelpView>;
  bookings: Record<string, BookingView>; // today's
  promises: Record<string, PromiseView>;
  referrals: Record<string, ReferralView>; // today's, open
  open_ends: OpenEndsView;
  paper: Record<string, PaperView>; // today's, while something is left to enter
  arrivals_15: number;
  longest_wait_since?: Instant;
  log: LogView[]; // newest first, at most 20
}

/** What the day's end would cut off or leave: counts. */
export interface OpenEndsView {
  talks: number; // at a desk
  led: number; // on the way to one, or a number aside for it
  promises: number; // that somebody comes
  referrals: number; // open, and no talk
  cash_held: number; // payments that wait for a supervisor
}

/** What came of the day's referrals, in the funnel's steps, and which still ask somebody. */
export interface ReferralsToday {
  submitted: number;
  accepted: number;
  met: number;
  converted: number;
  follow_up: number;
  asking: number;
  at_head: number; // of those: nobody else took them on
  longest_min?: number; // of those
}

export interface OfficeState {
  branch: BranchView;
  day: DayView;
  promise_min: number;
  now: {
    waiting: number;
    waiting_care: number;
    waiting_vip: number;
    waiting_booked: number;
    arrived: number;
    served: number;
    left: number; // without service: before they were called, or when the day ended
    diverted: number; // done elsewhere
    here: number; // arrived = served + diverted + left + here
    p90_min: Partial<Record<"ordinary" | "care" | "vip", number>>; // of those served in the last 30 minutes
    longest_min?: number;
    rated: number;
    score?: number;
  };
  referrals: ReferralsToday;
  counters: CountersView;
  services: Record<string, ServiceView>;
  seats: Record<string, SeatView & { busy_share: number }>; // of the opening hours so far
  tickets: Record<string, TicketView>; // in service only
  waits: { at: Instant; ordinary?: number; care?: number; vip?: number }[]; // p90 minutes by quarter hour
  flow: { at: Instant; arrived: number; served: number }[]; // by quarter hour
}
