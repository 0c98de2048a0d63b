import { Dialog } from "../shared/Dialog";
import { useLanguage, useWords } from "../shared/hooks";
import { Tick } from "../shared/icons";
import { language, LANGUAGE_NAMES, LANGUAGES } from "../shared/language";
import { words } from "./words";

export function LanguageDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(words);
  const spoken = useLanguage();
  return (
    <Dialog label={w("languageTitle")} className="ask tongues" onClose={onClose}>
      <h2>{w("languageTitle")}</h2>
      {LANGUAGES.map((each) => (
        <button
          key={each}
          className="btn"
          lang={each}
          aria-pressed={each === spoken}
          onClick={() => {
            language.set(each);
            onClose();
          }}
        >
          {LANGUAGE_NAMES[each]}
          {each === spoken && <Tick />}
        </button>
      ))}
    </Dialog>
  );
}
