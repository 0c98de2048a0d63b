/** Signing in and out. A session's cookie carries the seat's own path, so a base holds one person. */
import { forgetMe, me } from "../shared/api";
import { base } from "../shared/base";
import { language } from "../shared/language";

/** Leaves; whether or not the server still knew the session, this page is nobody's afterwards. */
export async function endSession(): Promise<void> {
  try {
    const { csrf } = await me();
    await fetch(`${base}/api/session`, {
      method: "DELETE",
      credentials: "same-origin",
      headers: { "X-CSRFToken": csrf, "Accept-Language": language.get() },
    });
  } catch {
    // nobody answered: the session ends by itself
  }
  forgetMe();
}
