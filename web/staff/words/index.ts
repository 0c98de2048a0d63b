import { catalogue } from "../../shared/words";
import { en } from "./en";
import { zhHans } from "./zh-hans";
import { zhHant } from "./zh-hant";

/** Words that every staff screen says. */
export const staffWords = catalogue(zhHans, zhHant, en);
