import type { Progress } from "./service";
import "./service.css";

/** A service in hand as a bar; over the expected time it is amber with a tick where the end was expected. */
export function ServiceBar({ progress }: { progress: Progress }) {
  return (
    <span className={progress.overBy ? "service-bar service-over" : "service-bar"} aria-hidden="true">
      <i style={{ width: `${progress.filled * 100}%` }} />
      {progress.tick !== undefined && <em style={{ left: `${progress.tick * 100}%` }} />}
    </span>
  );
}
