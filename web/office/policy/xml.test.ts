import { expect, test } from "vitest";
import { xmlText } from "./xml";

const bytes = (...codes: number[]) => new Uint8Array(codes).buffer;
const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));

test("a file is read in the encoding that it names", () => {
  const head = ascii('<?xml version="1.0" encoding="GB18030"?><a>');
  expect(xmlText(bytes(...head, 0xcc, 0xfc, 0xcc, 0xc3))).toContain("厅堂");
});

test("without a name it is UTF-8, by its mark UTF-16, and an unheard-of name breaks nothing", () => {
  expect(xmlText(new TextEncoder().encode("<a>厅堂</a>").buffer as ArrayBuffer)).toBe("<a>厅堂</a>");
  expect(xmlText(bytes(0xff, 0xfe, 0x85, 0x53))).toBe("厅");
  expect(xmlText(bytes(...ascii('<?xml encoding="x-none"?>')))).toContain("x-none");
});
