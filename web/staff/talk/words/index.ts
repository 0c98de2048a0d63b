import { catalogue } from "../../../shared/words";
import { en } from "./en";
import { zhHans } from "./zh-hans";
import { zhHant } from "./zh-hant";

export const talkWords = catalogue(zhHans, zhHant, en);
