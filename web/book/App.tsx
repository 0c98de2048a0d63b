import { useCallback, useEffect, useState } from "react";
import { Problem } from "../shared/api";
import { useLanguage, useStore, useWords } from "../shared/hooks";
import { prefs } from "../shared/prefs";
import { type BookingPage, bookingPage, cancelBooking, checkInByPhone } from "../shared/verbs/bookings";
import { ByCode } from "./ByCode";
import { Confirm } from "./Confirm";
import { Done } from "./Done";
import { backTo, FIRST, type Page } from "./flow";
import { Frame } from "./Frame";
import { forgetOwn } from "./own";
import { Phone } from "./Phone";
import { Services } from "./Services";
import { Slots } from "./Slots";
import { words } from "./words";
import type { At } from "./at";

export function App({ branch }: { branch: string }) {
  const w = useWords(words);
  const { large } = useStore(prefs);
  const [page, setPage] = useState<BookingPage>();
  const [problem, setProblem] = useState<Problem>();
  const spoken = useLanguage();

  const load = useCallback(() => {
    bookingPage(branch).then(setPage, (caught: unknown) => {
      if (!(caught instanceof Problem)) throw caught;
      setProblem(caught);
    });
  }, [branch]);
  useEffect(load, [load]);
  useEffect(() => {
    document.documentElement.classList.toggle("large", large);
  }, [large]);
  useEffect(() => {
    document.title = page ? `${w("title")} · ${page.name[spoken]}` : w("title");
  });

  if (page) return <Asked branch={branch} page={page} />;
  const away = problem?.offline || problem?.code === "slow_down";
  return (
    <Frame title={w(problem ? (away ? "awayTitle" : "deadTitle") : "loading")}>
      {problem && (
        <section className="card words" role="alert">
          <p>{away && !problem.message ? w("offline") : away ? problem.message : w("deadMore")}</p>
          {away && (
            <button
              className="btn primary"
              onClick={() => {
                setProblem(undefined);
                load();
              }}
            >
              {w("again")}
            </button>
          )}
        </section>
      )}
    </Frame>
  );
}

function Asked({ branch, page }: { branch: string; page: BookingPage }) {
  const [stack, setStack] = useState<Page[]>([FIRST]);
  useEffect(() => {
    history.replaceState({ depth: 0 }, "");
    const back = ({ state }: PopStateEvent) =>
      setStack((was) => backTo(was, (state as { depth?: number } | null)?.depth ?? 0));
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, []);
  const shown = stack[stack.length - 1] ?? FIRST;
  useEffect(() => scrollTo(0, 0), [shown]);
  const at: At = {
    branch,
    page,
    go(next) {
      history.pushState({ depth: stack.length }, "");
      setStack([...stack, next]);
    },
    restart(next) {
      history.replaceState({ depth: next ? 1 : 0 }, "");
      setStack(next ? [FIRST, next] : [FIRST]);
    },
  };
  return <Question key={stack.length} at={at} shown={shown} />;
}

function Question({ at, shown }: { at: At; shown: Page }) {
  switch (shown.name) {
    case "service":
      return <Services {...at} />;
    case "slot":
      return <Slots {...at} service={shown.service} gone={shown.gone} />;
    case "phone":
      return <Phone {...at} wish={shown.wish} />;
    case "code":
      return <Confirm {...at} held={shown.held} />;
    case "finish":
      return <Confirm {...at} own={shown.own} />;
    case "done":
      return <Done {...at} own={shown.own} code={shown.code} />;
    case "cancelled":
      return <Done {...at} />;
    case "cancel":
      return (
        <ByCode
          {...at}
          own={shown.own}
          kind="cancel"
          send={async (code) => {
            await cancelBooking(at.branch, shown.own.id, code);
            forgetOwn(at.branch, shown.own.id);
            at.restart({ name: "cancelled" });
          }}
        />
      );
    case "come":
      return <Come at={at} shown={shown} />;
  }
}

/** Here, and no kiosk needed: the number comes to this phone. */
function Come({ at, shown }: { at: At; shown: Extract<Page, { name: "come" }> }) {
  const language = useLanguage();
  return (
    <ByCode
      {...at}
      own={shown.own}
      kind="come"
      send={async (code) => {
        const { issued } = await checkInByPhone(at.branch, { code, language });
        forgetOwn(at.branch, shown.own.id);
        if (issued.phone_path) location.assign(issued.phone_path);
      }}
    />
  );
}
