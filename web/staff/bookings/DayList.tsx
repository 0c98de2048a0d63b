import { useState } from "react";
import { useWords } from "../../shared/hooks";
import { Btn } from "../Btn";
import { Icon } from "../icons";
import { BookingLine } from "./BookingLine";
import { rowsOf, type Which } from "./model";
import type { PageProps } from "./parts";
import { bookingWords } from "./words";

const WHICH: Which[] = ["open", "came", "all"];
const DIGITS = 4;

/** Today's, by slot; somebody who says that they booked is found by the last digits of their phone. */
export function DayList(props: PageProps) {
  const { day, now, off, go } = props;
  const w = useWords(bookingWords);
  const [which, show] = useState<Which>("open");
  const [digits, setDigits] = useState("");
  const [open, setOpen] = useState<string>();
  const rows = rowsOf(day, which, digits, now);
  return (
    <>
      <div className="bk-head">
        <div className="bk-which" role="group" aria-label={w("which")}>
          {WHICH.map((each) => (
            <Btn
              key={each}
              className="bk-tab"
              aria-pressed={each === which && digits === ""}
              onPress={() => {
                show(each);
                setDigits("");
              }}
            >
              {w(`which.${each}`)} {rowsOf(day, each, "", now).length}
            </Btn>
          ))}
        </div>
        <label className="bk-find">
          <Icon name="search" size={18} />
          <input
            type="search"
            inputMode="numeric"
            autoComplete="off"
            maxLength={DIGITS}
            placeholder={w("find")}
            aria-label={w("find")}
            value={digits}
            onChange={({ target }) => setDigits(target.value.replace(/\D/g, ""))}
          />
        </label>
        <Btn className="btn bk-act" onPress={() => go({ name: "new" })} off={off}>
          <Icon name="plus" size={18} />
          {w("new")}
        </Btn>
      </div>
      {rows.length === 0 && <p role="status">{w(digits || which !== "open" ? "none" : "noneOpen")}</p>}
      <ul className="bk-list">
        {rows.map((row) => (
          <BookingLine
            key={row.id}
            {...props}
            row={row}
            open={open === row.id}
            onOpen={() => setOpen(open === row.id ? undefined : row.id)}
          />
        ))}
      </ul>
    </>
  );
}
