import type { ReactNode } from "react";
import { day, hourMinute } from "../shared/clock";
import { useBranchTime, useLanguage } from "../shared/hooks";
import { Mark } from "../shared/icons";
import type { Live } from "../shared/stream";
import type { KioskState } from "../shared/views";

/** The bank, the branch and the branch's time; below it what this page asks or says. */
export function Head({
  live,
  large,
  children,
}: {
  live: Live<KioskState>;
  large: boolean;
  children: ReactNode;
}) {
  const spoken = useLanguage();
  const now = useBranchTime(live.clock);
  const branch = live.state?.branch;
  return (
    <header className="head">
      <div className="bar">
        <Mark />
        {branch && (
          <>
            <span className="name">{branch.bank[spoken]}</span>
            <span className="branch">{branch.name[spoken]}</span>
          </>
        )}
        {branch && now !== undefined && (
          <div className="clock">
            {!large && <span>{day(now, branch.zone, spoken)}</span>}
            <b>{hourMinute(now, branch.zone)}</b>
          </div>
        )}
      </div>
      {children}
    </header>
  );
}
