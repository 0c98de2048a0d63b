import { catalogue } from "../shared/words";
import { en } from "./words/en";
import { zhHans } from "./words/zh-hans";
import { zhHant } from "./words/zh-hant";

export const words = catalogue(zhHans, zhHant, en);
