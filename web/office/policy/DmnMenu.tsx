import { useRef } from "react";
import { base } from "../../shared/base";
import { useWords } from "../../shared/hooks";
import { dmnPath, importPolicy } from "../../shared/verbs/policies";
import { Icon } from "../../staff/icons";
import { Menu, MenuItem } from "../../staff/Menu";
import { Refusal } from "../../staff/Refusal";
import type { Verbs } from "../../staff/verbs";
import type { Desk } from "./useDesk";
import { policyWords } from "./words";
import { xmlText } from "./xml";

interface Props {
  desk: Desk;
  verbs: Verbs;
  off: string | undefined; // why nothing can be sent now
  after: () => Promise<void>; // look again: the rows are others
}

/** A version as a DMN file for other tools, and a draft's rows from one. */
export function DmnMenu({ desk, verbs, off, after }: Props) {
  const w = useWords(policyWords);
  const input = useRef<HTMLInputElement>(null);
  const { me, table, version, may } = desk;
  if (version.id === undefined && version.number > 0) return null; // head office keeps its own files
  const read = async (file: File | undefined) => {
    if (!file) return;
    await verbs.run("import", async () => {
      if (!(await desk.keeper.settle())) return;
      const { id, version: seen } = desk.keeper.get().told.version;
      await importPolicy(me.branch.id, id!, seen, xmlText(await file.arrayBuffer()));
    });
    await after();
  };
  return (
    <>
      <Menu
        className="btn"
        label={w("dmn")}
        button={
          <>
            DMN
            <Icon name="down" size={12} />
          </>
        }
      >
        <MenuItem
          onPress={() => location.assign(base + dmnPath(me.branch.id, table.name, version.number))}
          off={off}
        >
          {w("dmnOut")}
        </MenuItem>
        {may && (
          <MenuItem onPress={() => input.current?.click()} off={off}>
            {w("dmnIn")}
          </MenuItem>
        )}
      </Menu>
      {may && (
        <input
          ref={input}
          type="file"
          accept=".dmn,.xml"
          hidden
          onChange={({ currentTarget }) => {
            void read(currentTarget.files?.[0]);
            currentTarget.value = ""; // the same file may be chosen again
          }}
        />
      )}
      <Refusal verbs={verbs} of="import" />
    </>
  );
}
