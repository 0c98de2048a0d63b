import { expect, test } from "vitest";
import { cashDeskWords } from "../counter/cash/words";
import { counterWords } from "../counter/words";
import { deskWords } from "../desk/words";
import { entranceWords } from "../entrance/words";
import { lobbyWords } from "../lobby/words";
import { cashPageWords } from "../office/cash/words";
import { codeWords, policyWords } from "../office/policy/words";
import { twinWords } from "../office/twin/words";
import { officeWords } from "../office/words";
import { type Catalogue, places } from "../shared/words";
import { cashWords } from "./cash/words";
import { suggestWords } from "./suggest/words";
import { talkWords } from "./talk/words";
import { staffWords } from "./words";

const CATALOGUES: Record<string, Catalogue<string>> = {
  staff: staffWords,
  cash: cashWords,
  suggest: suggestWords,
  talk: talkWords,
  cashDesk: cashDeskWords,
  cashPage: cashPageWords,
  counter: counterWords,
  desk: deskWords,
  lobby: lobbyWords,
  office: officeWords,
  twin: twinWords,
  policy: policyWords,
  codes: codeWords,
  entrance: entranceWords,
};

test.each(Object.entries(CATALOGUES))("%s: three languages, the same keys and values", (_name, words) => {
  const { "zh-Hans": source, ...others } = words;
  for (const [language, said] of Object.entries(others)) {
    expect(Object.keys(said), language).toEqual(Object.keys(source));
    for (const [key, text] of Object.entries(source)) {
      const spoken = said[key] ?? "";
      // English may count with the same value once more, and may leave a unit out.
      expect(places(spoken), `${language} ${key}`).toEqual(places(text));
      if (text) expect(spoken.trim() !== "" || language === "en", `${language} ${key}`).toBe(true);
    }
  }
});

// Characters that only simplified Chinese writes.
const SIMPLIFIED = new RegExp(
  "[与业两个为举产亲亿仅从们价众优伙会传伤体余侧儿内写况减几划则刚创删别办务动势区医单卖卫厂厅历压参双发变号后员响围国图场坏块坚坛声处备复头夹奖妇学宁宝实审宽对导将尔尘层属岁岗币师带帮" +
    "并庆库应庙废开异张弯弹归当录忆态总恶惊惯戏战户执扩扫抢护报担择损换据摆敌数断无旧时显术机权条来极构标树样档检楼欢气没温满灵点热爱爷独环现电疗码确离种称稳窝笔签简类紧红约级纪纸线组细" +
    "终经结给绝统继续维综网职联脑节获营补见规视览觉触计订认让议讯记设访证评试话该详语误说请诸谁调谈谢质购贵费资赏赶跃车轨转轮软轻载较输边达迁过运还这进远违连迟适选递里钟钱错键长门问闲间" +
    "闻队阳阶际险随难页顶项顺须顾预领题额风飞验骗鲜齐银财马钮么诺画链销]",
);

test.each(Object.entries(CATALOGUES))(
  "%s: traditional Chinese holds no simplified characters",
  (_name, words) => {
    for (const [key, text] of Object.entries(words["zh-Hant"])) {
      expect(SIMPLIFIED.exec(text)?.[0], `${key}: ${text}`).toBeUndefined();
    }
  },
);
