import { expect, test } from "vitest";
import { words as kiosk } from "../kiosk/words";
import { words as phone } from "../phone/words";
import { words as wall } from "../wall/words";
import { estimateWords } from "./estimate";
import type { Language } from "./views";
import { type Catalogue, places } from "./words";

const CATALOGUES: Record<string, Catalogue<string>> = { kiosk, phone, wall, estimateWords };
const OTHERS: Language[] = ["zh-Hant", "en"];

// Characters that only simplified Chinese writes, among those these screens use.
const SIMPLIFIED = /[们这业务号话请选择现银单办览边连线机读给让点开关闭时间预约计为会发电汇个叫后过说没应]/u;
const ALSO_TRADITIONAL = /[叫]/gu;

test.each(Object.entries(CATALOGUES))("%s: the three languages name the same values", (_name, words) => {
  for (const [key, source] of Object.entries(words["zh-Hans"])) {
    for (const other of OTHERS) {
      const said = words[other][key] ?? "";
      // English may count by a value that Chinese only names; none may invent or lose one.
      expect(places(said), `${other} ${key}`).toEqual(places(source));
    }
  }
});

test.each(Object.entries(CATALOGUES))(
  "%s: traditional Chinese holds no simplified characters",
  (_name, words) => {
    for (const [key, said] of Object.entries(words["zh-Hant"])) {
      const own = said.replace("简体中文", "").replace("EN / 简", "").replace(ALSO_TRADITIONAL, "");
      expect(own, key).not.toMatch(SIMPLIFIED);
    }
  },
);
