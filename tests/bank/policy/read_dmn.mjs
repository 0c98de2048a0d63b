// How somebody else reads our DMN files: bpmn.io's parser for the file, its FEEL for the cells.
//
// In: [{xml, cases: [{clause: value}]}]. Out, for each: the parser's warnings, the table as it is
// understood, the number of the first rule that fits each case (0: none), and the file as bpmn.io
// writes it again. Run in web/, where the packages are.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const web = createRequire(join(process.cwd(), "package.json"));
const packaged = (name) => import(pathToFileURL(web.resolve(name)));
const { DmnModdle } = await packaged("dmn-moddle");
const { unaryTest } = await packaged("feelin");

const texts = (entries = []) => entries.map((entry) => entry.text ?? "");

function understood(table) {
  return {
    hit: table.hitPolicy,
    inputs: table.input.map((input) => [
      input.inputExpression.text,
      input.inputExpression.typeRef,
      input.inputValues.text,
    ]),
    outputs: table.output.map((output) => [output.name, output.typeRef, output.outputValues.text]),
    annotations: table.annotation.map((annotation) => annotation.name),
    rules: table.rule.map((rule) => ({
      cells: texts(rule.inputEntry),
      results: texts(rule.outputEntry),
      annotations: texts(rule.annotationEntry),
    })),
  };
}

function fits(cell, value) {
  const { value: verdict, warnings } = unaryTest(cell, { "?": value });
  if (typeof verdict !== "boolean" || warnings.length) {
    throw new Error(`${cell} of ${value}: ${verdict} ${JSON.stringify(warnings)}`);
  }
  return verdict;
}

function decide({ inputs, rules }, values) {
  return (
    rules.findIndex(({ cells }) => cells.every((cell, column) => fits(cell, values[inputs[column][0]]))) + 1
  );
}

const asked = JSON.parse(await text(process.stdin));
const answers = [];
for (const { xml, cases } of asked) {
  const moddle = new DmnModdle();
  const { rootElement, warnings } = await moddle.fromXML(xml, "dmn:Definitions");
  const { decisionLogic } = rootElement.drgElement.find((each) => each.$type === "dmn:Decision");
  const table = understood(decisionLogic);
  const again = await moddle.toXML(rootElement, { format: true });
  answers.push({
    warnings: warnings.map((warning) => warning.message),
    table,
    decided: cases.map((values) => decide(table, values)),
    again: again.xml,
  });
}
process.stdout.write(JSON.stringify(answers));
