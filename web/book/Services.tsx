import { useState } from "react";
import { dayAndTime } from "../shared/clock";
import { useLanguage, useWords } from "../shared/hooks";
import { Calendar, Call, Go } from "../shared/icons";
import type { At } from "./at";
import { Frame } from "./Frame";
import { type Own, ownBookings } from "./own";
import { dayOf } from "./when";
import { words } from "./words";

/** What for? Above it what was booked on this phone already. */
export function Services(at: At) {
  const { branch, page, go } = at;
  const w = useWords(words);
  const spoken = useLanguage();
  const today = page.days[0]?.day ?? "";
  const [now] = useState(Date.now);
  const own = ownBookings(branch, {
    today,
    dayOf: (moment) => dayOf(moment, page.zone),
    now,
    holdMin: page.hold_min,
  });
  const bookable = page.messages && page.services.length > 0;
  return (
    <Frame
      page={page}
      title={w(bookable ? "serviceTitle" : "closedTitle")}
      {...(bookable && { more: w("serviceMore", { n: page.open_per_phone }) })}
      step={bookable ? 1 : undefined}
    >
      {own.map((each) => (
        <Mine key={each.id} {...at} own={each} today={dayOf(each.slot_at, page.zone) === today} />
      ))}
      {bookable ? (
        <section className="card list">
          {page.services.map((service) => (
            <button key={service.id} className="item" onClick={() => go({ name: "slot", service })}>
              <span>
                <b>{service.name[spoken]}</b>
                <span>{service.hint[spoken]}</span>
              </span>
              <Go className="go" />
            </button>
          ))}
        </section>
      ) : (
        <section className="card words">
          <p>{w("closedHow")}</p>
          <a className="btn primary" href={`tel:${page.hotline}`}>
            <Call />
            {page.hotline}
          </a>
        </section>
      )}
    </Frame>
  );
}

function Mine({ page, go, own, today }: At & { own: Own; today: boolean }) {
  const w = useWords(words);
  const spoken = useLanguage();
  return (
    <section className="card mine">
      <p className="which">
        <Calendar />
        <span>
          <b>{dayAndTime(own.slot_at, page.zone, spoken)}</b>
          <span>
            {own.service[spoken]} · {w(own.state === "booked" ? "booked" : "pending")}
          </span>
        </span>
      </p>
      <div className="two">
        <button className="btn" onClick={() => go({ name: "cancel", own })}>
          {w("cancel")}
        </button>
        {own.state === "pending" ? (
          <button className="btn primary" onClick={() => go({ name: "finish", own })}>
            {w("enterCode")}
          </button>
        ) : (
          today && (
            <button className="btn primary" onClick={() => go({ name: "come", own })}>
              {w("here")}
            </button>
          )
        )}
      </div>
    </section>
  );
}
