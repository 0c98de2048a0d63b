import { catalogue } from "../../../shared/words";
import { codesEn } from "./codes-en";
import { codesHans } from "./codes-zh-hans";
import { codesHant } from "./codes-zh-hant";
import { en } from "./en";
import { zhHans } from "./zh-hans";
import { zhHant } from "./zh-hant";

export const policyWords = catalogue(zhHans, zhHant, en);
export const codeWords = catalogue(codesHans, codesHant, codesEn);
