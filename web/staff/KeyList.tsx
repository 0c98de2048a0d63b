import { useWords } from "../shared/hooks";
import { Dialog } from "./Dialog";
import { staffWords } from "./words";

/** The `?` list: every key of this screen and its verb. */
export function KeyList({ keys, onClose }: { keys: [key: string, verb: string][]; onClose: () => void }) {
  const w = useWords(staffWords);
  const name = (key: string) => (key === "Space" ? w("key.Space") : key === "Enter" ? w("key.Enter") : key);
  return (
    <Dialog title={w("keys")} onClose={onClose}>
      <dl className="keys">
        {[...keys, ["?", w("keyList")] as [string, string]].map(([key, verb]) => (
          <div className="key-row" key={key}>
            <dt>
              <kbd>{name(key)}</kbd>
            </dt>
            <dd>{verb}</dd>
          </div>
        ))}
      </dl>
      <p>{w("keysNote")}</p>
    </Dialog>
  );
}
