import { type ReactNode, useState } from "react";
import { branchTime, hourMinute } from "../shared/clock";
import { useLanguage, useNow, useWords } from "../shared/hooks";
import { Btn } from "../staff/Btn";
import { Mark } from "../staff/icons";
import { keep, kept } from "../staff/keep";
import type { Offer, OfferedBranch, Seat } from "./offer";
import { LanguagePick } from "./LanguagePick";
import { SeatCard } from "./SeatCard";
import { entranceWords } from "./words";
import type { EntranceWord } from "./words/zh-hans";

const ZONE = "Asia/Shanghai"; // the demonstration bank's
const FOR_CUSTOMERS = ["kiosk", "wall", "phone"];
const MAIN = ["lobby_manager", "branch_head", "lobby", "office"]; // posts, or views where no post is told
const BRANCH = "branch";

const isTeller = ({ view }: Seat) => view === "counter";

/** Every seat of the demonstration, one click each, already signed in. */
export function Demonstration({ offer, heard }: { offer: Offer; heard: number }) {
  const w = useWords(entranceWords);
  const spoken = useLanguage();
  const now = useNow();
  const [chosen, choose] = useState(kept(BRANCH));
  const branch = offer.branches.find(({ id }) => id === chosen) ?? offer.branches[0];
  if (!branch) return null;
  const forCustomers = branch.seats.filter(({ view }) => FOR_CUSTOMERS.includes(view));
  const staff = branch.seats.filter(({ view }) => !FOR_CUSTOMERS.includes(view));
  const time = (one: OfferedBranch) =>
    hourMinute(
      branchTime({ at: Date.parse(one.clock_at), received: heard, scale: one.clock_scale }, now),
      ZONE,
    );
  const pick = (id: string) => {
    choose(id);
    keep(BRANCH, id);
  };
  return (
    <div className="entrance">
      <header className="hero">
        <div className="hero-top">
          <span className="brand">
            <Mark size={36} />
            {w("title")}
          </span>
          <span className="hero-note">{w("demonstration")}</span>
          <span className="grow" />
          <LanguagePick />
        </div>
        <h1>{w("line")}</h1>
        <div className="branches" role="group" aria-label={w("branches")}>
          {offer.branches.map((one) => (
            <Btn key={one.id} className="branch" onPress={() => pick(one.id)} aria-pressed={one === branch}>
              <span>
                <b>{one.name[spoken]}</b>
                <small>{typeWord(one.type)}</small>
              </span>
              <span className="branch-clock">
                <time>{time(one)}</time>
                <small>{one.clock_scale === 1 ? w("realTime") : w("speed", { n: one.clock_scale })}</small>
              </span>
            </Btn>
          ))}
        </div>
      </header>
      <main className="seats-page">
        {forCustomers.length > 0 && (
          <Group
            title={w("customers")}
            seats={forCustomers}
            beside={
              branch.book && (
                <a className="book-link" href={branch.book} target="_blank" rel="noopener">
                  {w("bookPage", { name: branch.name[spoken] })}
                </a>
              )
            }
          >
            <TryIt />
          </Group>
        )}
        <Group
          title={w("staff")}
          seats={MAIN.flatMap((post) =>
            staff.filter((seat) => (seat.post ?? seat.view) === post).slice(0, 1),
          )}
          more={[
            ...staff.filter(isTeller),
            ...staff.filter((seat) => !isTeller(seat) && !MAIN.includes(seat.post ?? seat.view)),
          ]}
        />
      </main>
    </div>
  );

  function typeWord(type: string): string {
    const key = `type.${type}`;
    return key in entranceWords[spoken] ? w(key as EntranceWord) : type;
  }
}

interface GroupProps {
  title: string;
  seats: Seat[];
  beside?: ReactNode; // the title
  more?: Seat[]; // the same kind many times over: smaller, in rows of their own
  children?: ReactNode;
}

function Group({ title, seats, beside, more = [], children }: GroupProps) {
  const w = useWords(entranceWords);
  return (
    <section className="seat-group" aria-label={title}>
      <h2>
        {title}
        <small>{w("newTab")}</small>
        {beside}
      </h2>
      <ul>
        {seats.map((seat) => (
          <li key={seat.seat}>
            <SeatCard seat={seat} />
          </li>
        ))}
        {children}
      </ul>
      {more.length > 0 && (
        <ul className="seat-more">
          {more.map((seat) => (
            <li key={seat.seat}>
              <SeatCard seat={seat} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function TryIt() {
  const w = useWords(entranceWords);
  return (
    <li className="try">
      <h3>{w("try")}</h3>
      <ol>
        <li>{w("try1")}</li>
        <li>{w("try2")}</li>
        <li>{w("try3")}</li>
        <li>{w("try4")}</li>
      </ol>
    </li>
  );
}
