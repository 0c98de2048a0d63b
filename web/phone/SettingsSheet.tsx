import { Dialog } from "../shared/Dialog";
import { useLanguage, useStore, useWords } from "../shared/hooks";
import { Done } from "../shared/icons";
import { language, LANGUAGE_NAMES, LANGUAGES } from "../shared/language";
import { prefs } from "../shared/prefs";
import type { SheetProps } from "./parts";
import { words } from "./words";

export function SettingsSheet({ onClose }: SheetProps) {
  const w = useWords(words);
  const spoken = useLanguage();
  const { large } = useStore(prefs);
  return (
    <Dialog label={w("settings")} className="sheet" onClose={onClose}>
      <h2>{w("settings")}</h2>
      <div className="item">
        <p>
          <b id="large-type">{w("largeType")}</b>
          <span>{w("largeTypeMore")}</span>
        </p>
        <button
          className="switch"
          role="switch"
          aria-checked={large}
          aria-labelledby="large-type"
          onClick={() => prefs.change({ large: !large })}
        />
      </div>
      <fieldset className="tongues" role="radiogroup" aria-label={w("languageLabel")}>
        {LANGUAGES.map((each) => (
          <label key={each} lang={each} className={each === spoken ? "on" : ""}>
            <input
              type="radio"
              name="language"
              value={each}
              checked={each === spoken}
              onChange={() => {
                language.set(each);
                prefs.change({ language: each });
              }}
            />
            {LANGUAGE_NAMES[each]}
            {each === spoken && <Done />}
          </label>
        ))}
      </fieldset>
      <button className="btn primary" onClick={onClose}>
        {w("close")}
      </button>
    </Dialog>
  );
}
