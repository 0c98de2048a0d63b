import { type FormEvent, useEffect, useState } from "react";
import { me as askMe, type Me } from "../shared/api";
import { base } from "../shared/base";
import { useWords } from "../shared/hooks";
import { Btn } from "../staff/Btn";
import { Icon } from "../staff/icons";
import { endSession } from "../staff/session";
import { staffWords } from "../staff/words";
import { FormPage } from "./FormPage";
import { useSend } from "./useSend";
import { entranceWords } from "./words";
import type { EntranceWord } from "./words/zh-hans";

const SCREENS = ["counter", "lobby", "office", "desk"];
const ADVISERS = ["wealth_rm", "marketing_rm"];

/** The screens that somebody may see, their own first. */
function screensOf(me: Me): string[] {
  const seen = SCREENS.filter((screen) => me.views.includes(screen));
  return ADVISERS.includes(me.post) ? ["desk", ...seen.filter((screen) => screen !== "desk")] : seen;
}

/** Login and password; then the one-time code where the server asks for it; then the post's own screen. */
export function SignIn({ note }: { note?: string }) {
  const w = useWords(entranceWords);
  const [me, setMe] = useState<Me>();
  const [half, setHalf] = useState(false);
  useEffect(() => {
    askMe().then(
      (found) => found.kind === "staff" && setMe(found),
      () => undefined,
    );
  }, []);
  const enter = () => {
    void askMe().then((found) => {
      const [first] = screensOf(found);
      if (first) location.assign(`${base}/${first}/`);
      else setMe(found);
    });
  };
  if (me) return <AlreadyIn me={me} onOut={() => setMe(undefined)} />;
  return (
    <FormPage title={w("signIn")} line={note ?? w("inviteHow")}>
      {half ? <CodeForm onIn={enter} /> : <PasswordForm onIn={enter} onHalf={() => setHalf(true)} />}
    </FormPage>
  );
}

function PasswordForm({ onIn, onHalf }: { onIn: () => void; onHalf: () => void }) {
  const w = useWords(entranceWords);
  const sending = useSend();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = { login: String(form.get("login")), password: String(form.get("password")) };
    void sending.go("/api/session", body, onIn, ({ code }) => {
      if (code === "second_factor") onHalf();
      return code === "second_factor";
    });
  };
  return (
    <form onSubmit={submit}>
      <label className="field">
        <span>{w("login")}</span>
        <input name="login" autoComplete="username" required autoFocus />
      </label>
      <label className="field">
        <span>{w("password")}</span>
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <FormEnd word={w("signIn")} {...sending} />
    </form>
  );
}

function CodeForm({ onIn }: { onIn: () => void }) {
  const w = useWords(entranceWords);
  const sending = useSend();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code")).replace(/\s/g, "");
    void sending.go("/api/session/second-factor", { code }, onIn);
  };
  return (
    <form onSubmit={submit}>
      <label className="field">
        <span>{w("codeHow")}</span>
        <input
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          aria-label={w("code")}
          maxLength={8}
          required
          autoFocus
          className="form-code"
        />
      </label>
      <FormEnd word={w("continue")} {...sending} />
    </form>
  );
}

export function FormEnd({ word, busy, said }: { word: string; busy: boolean; said: string | undefined }) {
  const w = useWords(entranceWords);
  return (
    <>
      <div role="alert">
        {said && (
          <p className="refusal">
            <Icon name="alert" />
            {said}
          </p>
        )}
      </div>
      <button type="submit" className="btn btn-primary form-go" aria-disabled={busy || undefined}>
        {busy ? w("checking") : word}
      </button>
    </>
  );
}

function AlreadyIn({ me, onOut }: { me: Me; onOut: () => void }) {
  const w = useWords(entranceWords);
  const s = useWords(staffWords);
  const screens = screensOf(me);
  return (
    <FormPage title={w("signedIn", { name: me.name })} {...(screens.length ? {} : { line: w("noScreen") })}>
      {screens.map((screen) => (
        <a key={screen} className="btn btn-primary form-go" href={`${base}/${screen}/`}>
          {w("enter", { name: w(`name.${screen}` as EntranceWord) })}
        </a>
      ))}
      <Btn onPress={() => void endSession().then(onOut)}>{s("signOut")}</Btn>
    </FormPage>
  );
}
