import { useLanguage, useWords } from "../shared/hooks";
import { language, LANGUAGE_NAMES, LANGUAGES } from "../shared/language";
import { Btn } from "../staff/Btn";
import { keep } from "../staff/keep";
import { staffWords } from "../staff/words";

/** Three languages, each in its own name. */
export function LanguagePick() {
  const w = useWords(staffWords);
  const spoken = useLanguage();
  return (
    <div className="languages" role="group" aria-label={w("language")}>
      {LANGUAGES.map((each) => (
        <Btn
          key={each}
          className="language"
          aria-pressed={each === spoken}
          lang={each}
          onPress={() => {
            language.set(each);
            keep("language", each);
          }}
        >
          {LANGUAGE_NAMES[each]}
        </Btn>
      ))}
    </div>
  );
}
