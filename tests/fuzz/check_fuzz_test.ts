import { assert, assertEquals } from "@std/assert";
import { ByteQueue } from "../../mod/check/probes/byte_queue.ts";
import { seededRandom } from "../../mod/check/probes/seeded_random.ts";
import { MessageError } from "../../mod/i18n/message_error.ts";
import { splitCommand } from "../../mod/system/split_command.ts";
import { SYSTEMS } from "../../mod/system/system.ts";
import { readReport, summaryCsv, summaryTable } from "../../mod/check/reports/summary.ts";
import { pieces, type Segmentation } from "../../mod/check/probes/segmentation.ts";
import { visibleBytes } from "../../mod/check/reports/visible_bytes.ts";
import { socketRows } from "../../mod/lab/runner/netstat.ts";
import { parseSocketTable } from "../../mod/net/port_owner/socket_table.ts";
import { anyText, corpus, fc, joined, property, textOf, unless } from "../_kit/property.ts";
import { hexControls } from "../../mod/io/visible_text.ts";

const word = () => fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
const quoted = [
  (text: string) => `'${text.replaceAll("'", `'"'"'`)}'`,
  (text: string) => `"${text.replaceAll(/["\\$`]/g, "\\$&")}"`,
  (text: string) => text.replaceAll(/[^]/gu, "\\$&"),
];

property(
  "splitCommand() gives back words that were protected, in whatever way",
  fc.array(fc.tuple(word(), fc.nat(2))),
  (words) => {
    const command = words.map(([text, way]) => quoted[way]!(text)).join("  ");
    assertEquals(splitCommand(command, "linux"), words.map(([text]) => text));
  },
);

property(
  "splitCommand() splits any text or says which quote is open",
  textOf("'", '"', "\\", " ", "a", "\n"),
  (text) => {
    for (const system of SYSTEMS) {
      const words = unless(MessageError, () => splitCommand(text, system));
      if (words === undefined) assert(/['"\\]/.test(text), text);
      else if (!/['"\\]/.test(text)) assertEquals(words, text.split(/\s+/).filter((each) => each !== ""));
    }
  },
);

const action = () => fc.oneof(fc.uint8Array({ maxLength: 1500 }), fc.nat(1500));

property("ByteQueue gives back the bytes that were put in, in order", fc.array(action()), (actions) => {
  const queue = new ByteQueue();
  let model: number[] = [];
  for (const each of actions) {
    if (typeof each === "number") {
      assertEquals([...queue.take(each)], model.slice(0, each));
      model = model.slice(each);
    } else {
      queue.push(each);
      model.push(...each);
    }
    assertEquals([queue.length, queue.indexOf(10)], [model.length, model.indexOf(10)]);
  }
  assertEquals([...queue.copy()], model);
});

property(
  "a transport changes where bytes are cut, and nothing else",
  fc.tuple(
    fc.uint8Array({ maxLength: 200 }),
    fc.constantFrom("whole", "bytewise", "split", "random", "slow"),
    fc.nat(),
  ),
  ([bytes, via, seed]) => {
    const cut = () => pieces(bytes, via as Segmentation, seededRandom(seed, "transport"));
    assertEquals(joined(cut().map((piece) => piece.bytes)), bytes);
    assertEquals(cut(), cut());
    if (via === "bytewise") assert(cut().every((piece) => piece.bytes.length <= 1));
  },
);

property(
  "bytes are shown on one line and steer no terminal",
  fc.tuple(fc.uint8Array(), fc.integer({ min: 1, max: 60 })),
  ([bytes, most]) => {
    const shown = visibleBytes(bytes, most);
    assert(!/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(shown), JSON.stringify(shown));
    assertEquals(shown.includes("bytes in all"), bytes.length > most);
  },
);

const report = () =>
  fc.record({
    netlab: fc.constant("check/1"),
    service: fc.constantFrom("echo", "=cmd"),
    seed: fc.nat(),
    passed: fc.nat(9),
    failed: fc.nat(9),
    notes: fc.nat(9),
    skipped: fc.nat(9),
    results: fc.array(fc.record({ id: anyText(), outcome: fc.constantFrom("passed", "failed", '"', ",") })),
  });

property(
  "readReport() reads a report or refuses it, and what it reads can be summed up",
  fc.oneof(
    fc.json(),
    anyText(),
    report().map((each) => JSON.stringify(each)),
    fc.tuple(report(), fc.constantFrom("service", "seed", "results", "passed"), fc.jsonValue())
      .map(([each, name, value]) => JSON.stringify({ ...each, [name]: value })),
  ),
  (text) => {
    const read = unless(Error, () => readReport(text));
    if (read === undefined) return;
    assert(summaryTable([{ student: "a", report: read }], "en").includes("\n"));
    assert(summaryCsv([{ student: "a", report: read }]).endsWith("\r\n"));
  },
  { corpus: corpus("reports") },
);

property(
  "every field of a table for spreadsheets is read back with its controls escaped, and none is a formula",
  fc.tuple(
    report(),
    fc.tuple(fc.constantFrom("", "=", "+", "-", "@"), anyText()).map((parts) => parts.join("")),
  ),
  ([made, student]) => {
    const rows = csv(summaryCsv([{ student, report: readReport(JSON.stringify(made)) }]));
    assertEquals(rows.length, 2);
    assertEquals(rows[0]!.length, rows[1]!.length);
    assert(rows.flat().every((field) => !/^[=+\-@]/.test(field)), JSON.stringify(rows));
    assertEquals(
      rows[1]![0]!.replace(/^'(?=[=+\-@])/, ""),
      hexControls(student, "\r\n").replace(/^'(?=[=+\-@])/, ""),
    );
  },
);

property(
  "socketRows() shows the sockets of the ports it is asked for",
  fc.array(fc.tuple(fc.ipV4(), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 11 }))),
  (sockets) => {
    const hex = (host: string, port: number) =>
      `${host.split(".").reverse().map((each) => Number(each).toString(16).padStart(2, "0")).join("")}:${
        port.toString(16).padStart(4, "0")
      }`.toUpperCase();
    const lines = sockets.map(([host, port, state], at) =>
      ` ${at}: ${hex(host, port)} ${hex("0.0.0.0", 0)} ${
        state.toString(16).padStart(2, "0").toUpperCase()
      } 00000000:0000000A 00:00000000 00000000 0 0 7`
    );
    const found = socketRows(
      parseSocketTable(["  sl local remote", ...lines, ""].join("\n"), "tcp"),
      new Set([1, 2, 3]),
    );
    const wanted = sockets.filter(([, port]) => port <= 3);
    assertEquals(
      found.map(({ local }) => local).sort(),
      wanted.map(([host, port]) => `${host}:${port}`).sort(),
    );
    assert(found.every(({ waiting, remote }) => waiting === 10 && remote === "0.0.0.0:*"));
  },
);

property(
  "socketRows() finds its way through anything",
  textOf("0: ", "0100007F:1F90", " ", "0A", ":", "\n", "x"),
  (text) => {
    const rows = socketRows(parseSocketTable(text, "tcp"), new Set([8080, 0]));
    for (const { local } of rows) assertEquals(typeof local, "string");
  },
);

/** Rows of comma-separated values (RFC 4180), read by somebody else's rules than those that wrote them. */
function csv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, separator, quotes, plain] of text.matchAll(/(\r\n|,|^)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)) {
    if (separator === "\r\n") rows.push([]);
    rows.at(-1)!.push(quotes?.replaceAll('""', '"') ?? plain ?? "");
  }
  return rows.filter((row, at) => at < rows.length - 1 || row.join("") !== "");
}
