import { pieces, type Value } from "./words";

/** A sentence from a catalogue with its values in bold. */
export function Rich({ text, values }: { text: string; values: Record<string, Value> }) {
  return (
    <>{pieces(text, values).map((piece, at) => (piece.value ? <b key={at}>{piece.text}</b> : piece.text))}</>
  );
}
