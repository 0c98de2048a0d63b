import { useEffect, useRef } from "react";
import { dayAndTime } from "../shared/clock";
import { useLanguage, useWords } from "../shared/hooks";
import type { Parameter } from "../shared/verbs/parameters";
import { Btn } from "../staff/Btn";
import type { Verbs } from "../staff/verbs";
import { RuleEditor } from "./RuleEditor";
import { useRuleText } from "./useRuleText";
import { officeWords } from "./words";
import type { OfficeWord } from "./words/zh-hans";

export interface RuleProps {
  zone: string;
  may: boolean;
  off: string | undefined; // why nothing can be set now
  verbs: Verbs;
  edited: string | undefined;
  edit: (name: string | undefined) => void;
  save: (name: string, value: number) => Promise<void>;
}

/** The parameters that are about one thing. */
export function RuleGroup({ group, members, ...rest }: RuleProps & { group: string; members: Parameter[] }) {
  const w = useWords(officeWords);
  const title = w(`group.${group}` as OfficeWord);
  return (
    <section className="card" aria-label={title}>
      <header>
        <h2>{title}</h2>
      </header>
      <table>
        <thead>
          <tr>
            <th scope="col">{w("parameter")}</th>
            <th scope="col">{w("value")}</th>
            <th scope="col">{w("default")}</th>
            <th scope="col">{w("bounds")}</th>
            <th scope="col">{w("changed")}</th>
            {rest.may && (
              <th scope="col">
                <span className="unseen">{w("edit")}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {members.map((rule) => (
            <Row key={rule.name} rule={rule} {...rest} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ rule, zone, may, off, edited, edit, verbs, save }: RuleProps & { rule: Parameter }) {
  const w = useWords(officeWords);
  const { valueText, boundsText } = useRuleText();
  const open = edited === rule.name;
  const place = useFocusBack(open);
  return (
    <tr className={open ? "is-open" : ""}>
      <th scope="row">{rule.title}</th>
      {open ? (
        <td colSpan={5}>
          <RuleEditor {...{ rule, off, verbs }} save={save} close={() => edit(undefined)} />
        </td>
      ) : (
        <>
          <td className={rule.value === rule.default ? "" : "is-own"}>{valueText(rule, rule.value)}</td>
          <td>{valueText(rule, rule.default)}</td>
          <td>{boundsText(rule)}</td>
          <td>
            <Changed rule={rule} zone={zone} />
          </td>
          {may && (
            <td ref={place}>
              <Btn
                className="btn btn-quiet"
                off={off}
                aria-label={w("editOf", { name: rule.title })}
                onPress={() => edit(rule.name)}
              >
                {w("edit")}
              </Btn>
            </td>
          )}
        </>
      )}
    </tr>
  );
}

/** When the editor has closed, the keyboard is where it was opened. */
function useFocusBack(open: boolean) {
  const place = useRef<HTMLTableCellElement>(null);
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !open) place.current?.querySelector("button")?.focus();
    was.current = open;
  }, [open]);
  return place;
}

function Changed({ rule, zone }: { rule: Parameter; zone: string }) {
  const w = useWords(officeWords);
  const spoken = useLanguage();
  if (!rule.set_at) return w("neverSet");
  return (
    <>
      {rule.set_by ?? w("byCommand")} ·{" "}
      <time dateTime={rule.set_at}>{dayAndTime(rule.set_at, zone, spoken)}</time>
    </>
  );
}
