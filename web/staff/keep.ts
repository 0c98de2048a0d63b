/**
 * Small choices of this seat on this device (language, side of the rail); never anything of a customer.
 * What was chosen on the first page holds for a seat that chose nothing.
 */
import { base } from "../shared/base";

export function kept(name: string): string | undefined {
  try {
    return localStorage.getItem(`${base}:${name}`) ?? localStorage.getItem(`:${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`${base}:${name}`, value);
  } catch {
    // forbidden or full: the choice lives as long as the page
  }
}
