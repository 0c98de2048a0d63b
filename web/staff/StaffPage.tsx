import { type ReactNode, useEffect, useState } from "react";
import { forgetMe, me as askMe, type Me, Problem } from "../shared/api";
import { useWords } from "../shared/hooks";
import { language } from "../shared/language";
import { wantedLanguage } from "./keep";
import { Mark } from "./icons";
import { refusalText } from "./refusal";
import { staffWords } from "./words";
import "../shared/tokens.css";
import "./staff.css";
import "./parts.css";
import "./notice.css";

interface Props {
  view: "counter" | "desk" | "lobby" | "office";
  /** Who may open the page; where nothing is said, whoever may see its view. */
  may?: (me: Me) => boolean;
  children: (me: Me) => ReactNode;
}

type Asked = { me?: Me; problem?: Problem };

/** Asks who is here before anything is shown; without the right it says who can grant it. */
export function StaffPage({ view, may = (me) => me.views.includes(view), children }: Props) {
  const w = useWords(staffWords);
  const { me, problem } = useAsked();
  const title = w(`title.${view}`);
  useEffect(() => {
    document.title = title;
  }, [title]);
  if (!me) {
    if (problem && problem.code === "sign_in") return <SignInFirst />;
    return <Notice title={problem ? refusalText(problem) : w("loading")} late={!problem} />;
  }
  if (me.kind === "nobody") return <SignInFirst />;
  if (!may(me)) return <Notice title={w("noRight")} more={w("askAdministrator")} />;
  return children(me);
}

const AGAIN = 2000;

function useAsked(): Asked {
  const [asked, setAsked] = useState<Asked>({});
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    language.set(wantedLanguage()); // before asking: the server answers in the page's language
    const ask = () => {
      forgetMe();
      askMe().then(
        (me) => {
          if (gone) return;
          setAsked({ me });
        },
        (reason: unknown) => {
          if (gone) return;
          const problem = reason instanceof Problem ? reason : new Problem("unknown", 500, "");
          setAsked({ problem });
          if (problem.offline) timer = setTimeout(ask, AGAIN);
        },
      );
    };
    ask();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, []);
  return asked;
}

function SignInFirst() {
  const w = useWords(staffWords);
  return (
    <Notice title={w("signInFirst")}>
      <a className="btn btn-primary" href="/">
        {w("signIn")}
      </a>
    </Notice>
  );
}

interface NoticeProps {
  title: string;
  more?: string;
  late?: boolean; // shown only after 300 ms: most pages are there before
  children?: ReactNode;
}

/** A page that has nothing to show but one sentence. */
export function Notice({ title, more, late = false, children }: NoticeProps) {
  return (
    <main className={late ? "notice notice-late" : "notice"}>
      <Mark size={56} />
      <h1>{title}</h1>
      {more && <p>{more}</p>}
      {children}
    </main>
  );
}
