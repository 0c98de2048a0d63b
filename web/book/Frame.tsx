import type { ReactNode } from "react";
import { useLanguage, useStore, useWords } from "../shared/hooks";
import { Back, Mark } from "../shared/icons";
import { language, LANGUAGE_NAMES, LANGUAGES } from "../shared/language";
import { prefs } from "../shared/prefs";
import type { BookingPage } from "../shared/verbs/bookings";
import { words } from "./words";

interface Props {
  page?: BookingPage;
  title: string;
  more?: string;
  step?: number | undefined;
  /** Something lies behind this page; the browser's own way back leads there, too. */
  back?: boolean;
  children?: ReactNode;
}

const STEPS = 4;

/** The bank and the branch, what this page asks, and below it language and type size. */
export function Frame({ page, title, more, step, back = false, children }: Props) {
  const w = useWords(words);
  const spoken = useLanguage();
  const { large } = useStore(prefs);
  return (
    <main className="screen book">
      <header className="head low">
        <div className="bar">
          <Mark />
          {page && (
            <>
              <b>{page.bank[spoken]}</b>
              <span className="br">{page.name[spoken]}</span>
            </>
          )}
          {back && (
            <button className="back" aria-label={w("back")} onClick={() => history.back()}>
              <Back />
            </button>
          )}
        </div>
        <div className="bye">
          {step !== undefined && <p className="step">{w("step", { n: step, of: STEPS })}</p>}
          <h1>{title}</h1>
          {more && <p>{more}</p>}
        </div>
      </header>
      {children}
      <footer className="end">
        <nav aria-label={w("languageLabel")}>
          {LANGUAGES.map((each) => (
            <button
              key={each}
              lang={each}
              aria-pressed={each === spoken}
              onClick={() => {
                language.set(each);
                prefs.change({ language: each });
              }}
            >
              {LANGUAGE_NAMES[each]}
            </button>
          ))}
          <button aria-pressed={large} onClick={() => prefs.change({ large: !large })}>
            {w("largeType")}
          </button>
        </nav>
        <span>{w("foot")}</span>
      </footer>
    </main>
  );
}
