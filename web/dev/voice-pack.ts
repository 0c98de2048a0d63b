import { mkdirSync, writeFileSync } from "node:fs";

const CLIPS = [..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", "qing", "hao", "dao", "chuangkou", "shi"];

/** A pack whose every clip is a twentieth of a second of silence: its files by address. */
export function voicePack(folder: string, at: string): Record<string, string> {
  mkdirSync(folder, { recursive: true });
  const samples = 400;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write("RIFF", 0);
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write("WAVEfmt ", 8);
  for (const [value, place, long] of [
    [16, 16, 1],
    [1, 20, 0],
    [1, 22, 0],
    [8000, 24, 1],
    [16000, 28, 1],
    [2, 32, 0],
    [16, 34, 0],
  ] as const) {
    if (long) wav.writeUInt32LE(value, place);
    else wav.writeUInt16LE(value, place);
  }
  wav.write("data", 36);
  wav.writeUInt32LE(samples * 2, 40);
  writeFileSync(`${folder}/clip.wav`, wav);
  const manifest = { version: 1, languages: { "zh-Hans": { extension: "wav", clips: CLIPS } } };
  writeFileSync(`${folder}/manifest.json`, JSON.stringify(manifest));
  return Object.fromEntries([
    [`${at}/manifest.json`, `${folder}/manifest.json`],
    ...CLIPS.map((clip) => [`${at}/zh-Hans/${clip}.wav`, `${folder}/clip.wav`]),
  ]);
}
