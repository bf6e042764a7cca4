/** Whatever type a field has that is sent to a class: it is taken if it is the right one, and refused in a sentence. */
import { assertEquals, assertThrows } from "@std/assert";
import type { ClassReport, ClassResult } from "../../../mod/check/reports/class_report.ts";
import { readShape, type Shape } from "../../../mod/lab/class/record/json_shape.ts";
import { readClassReport } from "../../../mod/lab/class/record/read_report.ts";
import { CLAIM, SENT_REPORT } from "../../../mod/lab/class/record/report_shape.ts";

/** Everything that a check can send: a field that is missing here, or in the table of types, is a type error. */
const RESULT: Required<ClassResult> = {
  id: "echo.bytewise",
  title: "bytes one at a time",
  outcome: "failed",
  severity: "must",
  rule: "a request is a line",
  source: "RFC 862",
  seconds: 1.5,
  symptom: "silence",
  expected: "A",
  received: "nothing",
  receivedBase64: "",
  cause: "it waits",
  seen: "it is silent",
  calls: "recv",
  recording: "a.jsonl",
  said: "Traceback",
  needs: "echo.line",
  notes: ["slow"],
  transcript: ["0.000 s #1 sent"],
  words: {
    title: { en: "late", fr: "tard" },
    cause: { en: "it waits", fr: "il attend" },
    general: "it waits",
  },
};
const WHOLE: Required<ClassReport> = {
  netlab: "check/1",
  service: "echo",
  subject: "./server",
  student: "Ginette",
  seed: 7,
  again: "netlab check echo",
  againFailed: "netlab check echo --only bytewise",
  began: "2026-12-01T00:00:00.000Z",
  passed: 0,
  failed: 1,
  notes: 0,
  same: 0,
  skipped: 0,
  nature: "it serves one client",
  partial: false,
  results: [RESULT],
};

/** One of each type of JSON, and what it is called. */
const VALUES: readonly (readonly [unknown, string])[] = [
  ["5", "a string"],
  [5, "a number"],
  [true, "true or false"],
  [[], "a list"],
  [{}, "an object"],
  [null, "null"],
];

type Path = readonly (string | number)[];

/** The places of all values in a value. */
function* paths(value: unknown, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    yield* paths(inner, [...path, Array.isArray(value) ? Number(name) : name]);
  }
}

function at(value: unknown, path: Path): unknown {
  return path.reduce((inner, name) => (inner as Record<string, unknown>)[name], value);
}

function replaced(value: unknown, path: Path, by: unknown): unknown {
  const copy = structuredClone(value);
  (at(copy, path.slice(0, -1)) as Record<string, unknown>)[path.at(-1)!] = by;
  return copy;
}

function written(path: Path): string {
  return path.map((name) => typeof name === "number" ? `[${name}]` : `.${name}`).join("").slice(1);
}

function typeOf(value: unknown): string {
  return VALUES.find(([each]) =>
    typeof each === typeof value && Array.isArray(each) === Array.isArray(value) && each !== null
  )![1];
}

/** Puts a value of each other type at each place. */
function refusesOtherTypes(whole: unknown, read: (value: unknown) => unknown, prefix = ""): number {
  read(whole);
  let tried = 0;
  for (const path of paths(whole)) {
    const right = typeOf(at(whole, path));
    for (const [value, type] of VALUES) {
      if (type === right) continue;
      const sentence = `"${prefix}${written(path)}" needs to be ${right}, not ${type}`;
      const error = assertThrows(() => read(replaced(whole, path, value)), Error);
      assertEquals(error.message, sentence);
      tried++;
    }
  }
  return tried;
}

Deno.test("every field of a report that has another type is refused with its place, and both types", () => {
  const tried = refusesOtherTypes(WHOLE, (value) => readClassReport(value, 0), "report.");
  assertEquals(tried, 5 * [...paths(WHOLE)].length);
});

const BESIDE: readonly (readonly [string, Shape, unknown])[] = [
  ["beside a report", SENT_REPORT, { name: "Ginette", recordings: [{ rule: "echo.a", gzip: "" }] }],
  ["for a name", CLAIM, { name: "Ginette", key: "x" }],
];
for (const [what, shape, whole] of BESIDE) {
  Deno.test(`every field that is sent ${what} is refused when it has another type, and so is the whole`, () => {
    refusesOtherTypes(whole, (value) => readShape(value, shape));
    for (const [value, type] of VALUES) {
      if (type === "an object") continue;
      const sentence = `what is sent needs to be an object, not ${type}`;
      assertThrows(() => readShape(value, shape), Error, sentence);
    }
  });
}

Deno.test("fields that are missing, and fields that nobody knows, are no mistake of their type", () => {
  assertEquals(readShape({}, CLAIM), {});
  assertEquals(readShape({ name: "Ginette", colour: 7 }, CLAIM).name, "Ginette");
  assertThrows(() => readShape(JSON.parse('{"__proto__":5,"name":5}'), CLAIM), Error, "name");
});
