import { type FormEvent, useState } from "react";
import { useWords } from "../shared/hooks";
import { FormPage } from "./FormPage";
import { FormEnd, SignIn } from "./SignIn";
import { useSend } from "./useSend";
import { entranceWords } from "./words";

/** A one-time link: choose a password, then sign in with it. */
export function Invite({ token }: { token: string }) {
  const w = useWords(entranceWords);
  const sending = useSend();
  const [differ, setDiffer] = useState(false);
  const [login, setLogin] = useState<string>();
  if (login !== undefined) return <SignIn note={w("passwordSet", { login })} />;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = String(form.get("password"));
    const same = password === form.get("repeat");
    setDiffer(!same);
    if (!same) return;
    void sending.go<{ login: string }>(`/api/invites/${token}`, { password }, (answer) =>
      setLogin(answer.login),
    );
  };
  return (
    <FormPage title={w("inviteTitle")} line={w("inviteLine")}>
      <form onSubmit={submit}>
        <label className="field">
          <span>{w("choosePassword")}</span>
          <input
            name="password"
            type="password"
            autoComplete="new-password"
            minLength={12}
            required
            autoFocus
            aria-describedby="password-how"
          />
        </label>
        <p className="form-line" id="password-how">
          {w("passwordHow")}
        </p>
        <label className="field">
          <span>{w("repeatPassword")}</span>
          <input
            name="repeat"
            type="password"
            autoComplete="new-password"
            required
            aria-invalid={differ || undefined}
          />
        </label>
        <FormEnd word={w("setPassword")} busy={sending.busy} said={differ ? w("differ") : sending.said} />
      </form>
    </FormPage>
  );
}
