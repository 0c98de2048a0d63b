/**
 * The voice of a screen: the recorded pack under /voice, else the browser's own speech, else silence
 * with a mark. `/voice/manifest.json`:
 *   {"version": 1, "languages": {"zh-Hans": {"extension": "wav", "clips": ["qing", "hao", "0", "A", …]}}}
 * each clip at /voice/{language}/{clip}.{extension}.
 */
import { base } from "./base";
import { clipsFor, textFor } from "./sentence";
import { canSpeak, hush, speak } from "./speech";
import { type Store, store } from "./store";
import type { CallView, Language } from "./views";
import type { Player } from "./voice";

export interface Manifest {
  version: 1;
  languages: Partial<Record<Language, { extension: string; clips: string[] }>>;
}

/** `blocked`: the browser wants a touch first. */
export type VoiceMode = "loading" | "clips" | "speech" | "silent" | "blocked";

export interface VoicePlayer extends Player {
  mode: Store<VoiceMode>;
  /** To be called from a touch. */
  unblock(): void;
}

const BETWEEN_TIMES = 0.7;

interface Options {
  language: Language;
  volume: () => number;
  times: () => number;
}

export function voicePlayer({ language, volume, times }: Options): VoicePlayer {
  const mode = store<VoiceMode>("loading");
  const context = typeof AudioContext === "undefined" ? undefined : new AudioContext();
  const clips = new Map<string, AudioBuffer>();
  let able: VoiceMode = "silent";

  function settle(): void {
    mode.set(able !== "silent" && context?.state === "suspended" ? "blocked" : able);
  }

  async function load(): Promise<void> {
    able =
      context && (await loadPack(context, language, clips))
        ? "clips"
        : canSpeak(language)
          ? "speech"
          : "silent";
    await Promise.race([context?.resume(), new Promise((done) => setTimeout(done, 300))]);
    settle();
  }

  void load();
  context?.addEventListener("statechange", () => able !== "silent" && settle());
  globalThis.speechSynthesis?.addEventListener?.("voiceschanged", () => {
    if (able === "silent" && canSpeak(language)) {
      able = "speech";
      settle();
    }
  });

  async function play(call: CallView): Promise<boolean> {
    if (!context || mode.get() === "loading" || mode.get() === "silent" || context.state !== "running")
      return false;
    const loudness = volume();
    await ended(chime(context, loudness));
    const spoken = clipsFor(call, language, (clip) => clips.has(clip));
    for (let time = 0; time < times(); time += 1) {
      if (time > 0) await new Promise((done) => setTimeout(done, BETWEEN_TIMES * 1000));
      if (spoken) {
        const buffers = spoken.flatMap((clip) => clips.get(clip) ?? []);
        await ended(sequence(context, buffers, loudness));
      } else if (!(await speak(textFor(call, language), language, loudness))) return false;
    }
    return true;
  }

  return {
    mode,
    play,
    unblock() {
      hush();
      void context?.resume().then(settle);
    },
  };
}

async function loadPack(
  context: AudioContext,
  language: Language,
  into: Map<string, AudioBuffer>,
): Promise<boolean> {
  try {
    const manifest = (await (await fetch(`${base}/voice/manifest.json`)).json()) as Manifest;
    const pack =
      manifest.languages[language] ?? (language === "zh-Hant" ? manifest.languages["zh-Hans"] : undefined);
    if (!pack) return false;
    const folder = manifest.languages[language] ? language : "zh-Hans";
    await Promise.all(
      pack.clips.map(async (clip) => {
        const sound = await fetch(`${base}/voice/${folder}/${clip}.${pack.extension}`);
        into.set(clip, await context.decodeAudioData(await sound.arrayBuffer()));
      }),
    );
    return into.size > 0;
  } catch {
    return false;
  }
}

/** Two falling notes, made here, so that no pack needs to bring them. Returns its length in seconds. */
function chime(context: AudioContext, loudness: number): number {
  for (const [at, pitch] of [
    [0, 880],
    [0.32, 659.25],
  ] as const) {
    const [note, gain] = [context.createOscillator(), context.createGain()];
    const start = context.currentTime + at;
    note.frequency.value = pitch;
    gain.gain.setValueAtTime(0.0001, start);
    gain.gain.exponentialRampToValueAtTime(0.3 * loudness, start + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + 0.7);
    note.connect(gain).connect(context.destination);
    note.start(start);
    note.stop(start + 0.75);
  }
  return 1.1;
}

/** Plays sounds one right after another. Returns their length in seconds. */
function sequence(context: AudioContext, buffers: AudioBuffer[], loudness: number): number {
  const gain = context.createGain();
  gain.gain.value = loudness;
  gain.connect(context.destination);
  let length = 0;
  for (const buffer of buffers) {
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(gain);
    source.start(context.currentTime + length);
    length += buffer.duration;
  }
  return length;
}

function ended(seconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, seconds * 1000));
}
