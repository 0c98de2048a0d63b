import { useWords } from "../../shared/hooks";
import type { FileOf } from "../../shared/verbs/customers";
import { Btn } from "../../staff/Btn";
import { staffWords } from "../../staff/words";
import type { PartProps } from "../parts";
import { fileWords } from "./words";

type Props = Pick<PartProps, "me" | "cut" | "ask"> & { of: FileOf | undefined };

/** Opens a customer's file, for whom this post lets. Another branch's is kept there. */
export function FileButton({ me, cut, ask, of }: Props) {
  const w = useWords(fileWords);
  const s = useWords(staffWords);
  if (!of || !me.rights.includes("edit_customer")) return null;
  return (
    <Btn className="btn" off={cut ? s("waitForLine") : undefined} onPress={() => ask({ kind: "file", of })}>
      {w("open")}
    </Btn>
  );
}
