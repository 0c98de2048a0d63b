import { useEffect, useRef, useState } from "react";
import { useLanguage, useStore } from "../shared/hooks";
import { language } from "../shared/language";
import type { LiveStore } from "../shared/stream";
import type { CheckedIn } from "../shared/verbs/bookings";
import type { KioskState } from "../shared/views";
import { say } from "../shared/words";
import { CheckIn } from "./CheckIn";
import { Choose } from "./Choose";
import { Closed, Cut, Opening, Refused, Unavailable } from "./Dead";
import { Foot } from "./Foot";
import { HOME, type Page, patience, scene } from "./flow";
import { HelpDialog } from "./HelpDialog";
import { useIdle } from "./idle";
import { LanguageDialog } from "./LanguageDialog";
import { Large } from "./Large";
import { Slip } from "./Slip";
import { takeNumber } from "./take";
import { TicketPage } from "./TicketPage";
import { Stage } from "../shared/Stage";
import { useCard } from "./useCard";
import { useHelp } from "./useHelp";
import { useOffer } from "./useOffer";
import { words } from "./words";

export function App({ stream }: { stream: LiveStore<KioskState> }) {
  const live = useStore(stream);
  const spoken = useLanguage();
  const [page, setPage] = useState<Page>(HOME);
  const [large, setLarge] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const [passbook, setPassbook] = useState(false);
  const [card, forgetCard] = useCard();
  const help = useHelp(live, page);
  const offering = useOffer(page, large, help.called);
  const shown = scene(live, page);
  const resting = !card && !passbook && !help.open && !choosing;
  const idle = shown === "choose" && !large && spoken === "zh-Hans" && resting;
  const left = useIdle(idle ? undefined : patience(page, large, offering.stand?.name === "asked"), startOver);

  useEffect(() => {
    document.title = `${say(words, spoken)("title")} · ${live.state?.branch.name[spoken] ?? ""}`;
  }, [spoken, live.state]);

  function startOver() {
    setPage(HOME);
    setLarge(false);
    setChoosing(false);
    setPassbook(false);
    forgetCard();
    help.close();
    language.set("zh-Hans");
  }

  const home = () => setPage(HOME);
  const busy = useRef(false); // two touches within one frame are one
  const visit = typeof card === "object" ? card.visit : undefined;
  function met({ issued, state, called_from }: CheckedIn) {
    const service = live.state?.services[issued.service];
    if (!service) return home();
    forgetCard();
    const came = { state, ...(called_from && { called_from }) };
    setPage({ name: "ticket", ticket: issued, service, paper: "offered", came });
  }
  async function take(service: string, key?: string) {
    if (busy.current) return;
    busy.current = true;
    const attempt = { ...(key && { key }), ...(visit && { visit }), passbook };
    const kept = await takeNumber(live.state, service, setPage, attempt).finally(
      () => (busy.current = false),
    );
    if (kept) return;
    forgetCard();
    setPassbook(false);
  }
  const enterCode = () => setPage({ name: "code" });
  const taking = page.name === "taking" ? page.service : undefined;
  const parts = { live, large, onHome: home };

  return (
    <>
      <Stage width={1080} height={1920}>
        <main className={`screen ${shown}${large ? " large" : ""}`}>
          {shown === "opening" && <Opening {...parts} />}
          {shown === "cut" && <Cut {...parts} />}
          {shown === "closed" && <Closed {...parts} onCode={enterCode} />}
          {shown === "checkin" && (
            <CheckIn live={live} large={large} visit={visit} onMet={met} onHome={startOver} />
          )}
          {shown === "unavailable" && page.name === "unavailable" && (
            <Unavailable {...parts} service={page.service} />
          )}
          {shown === "refused" && page.name === "refused" && (
            <Refused {...parts} page={page} onAgain={(service, key) => void take(service, key)} />
          )}
          {shown === "choose" && !large && (
            <Choose
              live={live}
              card={card}
              taking={taking}
              passbook={passbook}
              onTake={(service) => void take(service)}
              onCode={enterCode}
              onPassbook={setPassbook}
            />
          )}
          {shown === "choose" && large && (
            <Large
              live={live}
              card={card}
              taking={taking}
              onTake={(service) => void take(service)}
              onCode={enterCode}
              onHelp={help.ask}
            />
          )}
          {shown === "ticket" && page.name === "ticket" ? (
            <TicketPage
              live={live}
              page={page}
              large={large}
              left={left}
              offering={offering}
              onPage={setPage}
              onHome={startOver}
              onHelp={help.ask}
            />
          ) : (
            <Foot
              live={live}
              scene={shown}
              large={large}
              onHelp={help.ask}
              onLarge={setLarge}
              onLanguage={() => setChoosing(true)}
            />
          )}
        </main>
      </Stage>
      {help.open && <HelpDialog help={help} view={live.state?.help} />}
      {choosing && <LanguageDialog onClose={() => setChoosing(false)} />}
      {page.name === "ticket" && live.state && <Slip state={live.state} page={page} large={large} />}
    </>
  );
}
