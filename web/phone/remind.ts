import { useEffect, useRef } from "react";
import type { PhoneState } from "../shared/views";
import { useWords } from "../shared/hooks";
import { words } from "./words";

type Ticket = PhoneState["ticket"];

export const NEAR = 2;

/** What to tell, if this change is worth it: the call itself, or that few are left ahead. */
export function news(before: Ticket | undefined, now: Ticket): "called" | "near" | undefined {
  if (!before || before.id !== now.id) return undefined;
  if (now.state === "called" && (before.state !== "called" || (before.recalls ?? 0) < (now.recalls ?? 0)))
    return "called";
  const near = (ticket: Ticket) =>
    ticket.state === "waiting" && ticket.ahead !== undefined && ticket.ahead <= NEAR;
  return near(now) && !near(before) ? "near" : undefined;
}

/** Vibrates, rings and, where it may, notifies. Browsers let a page do so only while it is open. */
export function useReminder(ticket: Ticket | undefined, wanted: boolean): void {
  const w = useWords(words);
  const before = useRef<Ticket | undefined>(undefined);
  useEffect(() => {
    if (!ticket) return;
    const what = news(before.current, ticket);
    before.current = ticket;
    if (!what || !wanted) return;
    navigator.vibrate?.(what === "called" ? [400, 150, 400, 150, 400] : [300, 150, 300]);
    ring(what === "called" ? 3 : 1);
    if (what === "called")
      notify(w("turn"), w("calledMore", { number: ticket.number, counter: ticket.counter ?? "" }));
    else notify(w("nearTitle"), w("nearMore", { number: ticket.number, n: ticket.ahead ?? 0 }));
  });
}

let context: AudioContext | undefined;

/** Sound needs a touch first: any touch on the page will do. */
export function allowSound(): void {
  if (typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  void context.resume();
}

function ring(times: number): void {
  if (context?.state !== "running") return;
  for (let time = 0; time < times; time += 1) {
    const start = context.currentTime + time * 0.6;
    const [note, gain] = [context.createOscillator(), context.createGain()];
    note.frequency.value = 880;
    gain.gain.setValueAtTime(0.25, start);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + 0.45);
    note.connect(gain).connect(context.destination);
    note.start(start);
    note.stop(start + 0.5);
  }
}

export async function allowNotices(): Promise<void> {
  if (typeof Notification !== "undefined" && Notification.permission === "default")
    await Notification.requestPermission();
}

function notify(title: string, body: string): void {
  if (typeof Notification === "undefined" || Notification.permission !== "granted" || !document.hidden)
    return;
  try {
    new Notification(title, { body, tag: "tingtang" });
  } catch {
    // some phones allow notices only to installed pages: the vibration has to do
  }
}
