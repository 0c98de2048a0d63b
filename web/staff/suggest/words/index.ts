import { catalogue } from "../../../shared/words";
import { en } from "./en";
import { zhHans } from "./zh-hans";
import { zhHant } from "./zh-hant";

/** Words of the twin's suggestions, wherever they are told. */
export const suggestWords = catalogue(zhHans, zhHant, en);
