import type { ReactNode } from "react";
import { useWords } from "../shared/hooks";
import { Mark } from "../staff/icons";
import { LanguagePick } from "./LanguagePick";
import { entranceWords } from "./words";

/** A small page with one form: sign-in, a new password, a device. */
export function FormPage({ title, line, children }: { title: string; line?: string; children: ReactNode }) {
  const w = useWords(entranceWords);
  return (
    <div className="form-page">
      <main className="form-card">
        <p className="form-brand">
          <Mark size={36} />
          {w("title")}
        </p>
        <h1>{title}</h1>
        {line && <p className="form-line">{line}</p>}
        {children}
      </main>
      <footer>
        <LanguagePick />
      </footer>
    </div>
  );
}
