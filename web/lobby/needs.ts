import type { CustomerClass, Need } from "../shared/views";

/** What staff may mark by sight or word, since it only adds care. */
export const NEEDS: Need[] = ["elder", "disabled", "pregnant", "infant"];
export const CLASSES: CustomerClass[] = ["ordinary", "potential", "vip"];
