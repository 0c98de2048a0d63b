import type { Me } from "../shared/api";
import { base } from "../shared/base";
import { useLanguage, useWords } from "../shared/hooks";
import { language, LANGUAGE_NAMES, LANGUAGES } from "../shared/language";
import type { Language } from "../shared/views";
import { Icon } from "./icons";
import { keep } from "./keep";
import { Menu, MenuItem } from "./Menu";
import { endSession } from "./session";
import { staffWords } from "./words";

/** Language, the rules and the way out: on every staff screen in the same place. */
export function SeatMenu({ me }: { me: Me }) {
  const w = useWords(staffWords);
  const spoken = useLanguage();
  function speak(next: Language) {
    language.set(next);
    keep("language", next);
  }
  return (
    <Menu
      iconOnly
      label={`${w("language")} · ${w("more")}`}
      className="bar-btn bar-icon"
      button={<Icon name="globe" size={18} />}
    >
      {LANGUAGES.map((each) => (
        <MenuItem key={each} checked={each === spoken} onPress={() => speak(each)}>
          <span lang={each}>{LANGUAGE_NAMES[each]}</span>
        </MenuItem>
      ))}
      <hr />
      {me.views.includes("desk") && !location.pathname.endsWith("/desk/") && (
        <MenuItem onPress={() => location.assign(`${base}/desk/`)}>
          <Icon name="next" />
          {w("ownDesk")}
        </MenuItem>
      )}
      {me.rights.includes("see_rules") && (
        <MenuItem onPress={() => location.assign(`${base}/office/#rules`)}>
          <Icon name="rules" />
          {w("rules")}
        </MenuItem>
      )}
      {me.rights.includes("ask_twin") && (
        <MenuItem onPress={() => location.assign(`${base}/office/#twin`)}>
          <Icon name="twin" />
          {w("twin")}
        </MenuItem>
      )}
      <MenuItem onPress={() => void endSession().then(() => location.assign("/"))}>
        <Icon name="leave" />
        {w("signOut")}
      </MenuItem>
    </Menu>
  );
}
