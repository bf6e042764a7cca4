import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { messageWriter } from "../../mod/cli/message_writer.ts";
import { Transcript } from "../../mod/check/probes/transcript.ts";
import { jsonReport } from "../../mod/check/reports/json_report.ts";
import { junitReport } from "../../mod/check/reports/junit_report.ts";
import type { Report, Result } from "../../mod/check/reports/report.ts";
import { readReport, summaryCsv, summaryTable } from "../../mod/check/reports/summary.ts";
import { tapReport } from "../../mod/check/reports/tap_report.ts";
import { textEnd, textHead, textResult } from "../../mod/check/reports/text_report.ts";
import { FsError } from "../../mod/fs/fs_error.ts";
import { portableName, savedName } from "../../mod/fs/file_name.ts";
import { listingRow } from "../../mod/http/files/page/listing_page.ts";
import { renderedPage } from "../../mod/http/files/page/rendered_page.ts";
import { readmeHtml } from "../../mod/http/files/page/readme_html.ts";
import { transferLines } from "../../mod/http/middleware/transfer_lines.ts";
import { htmlPage } from "../../mod/http/page/html_page.ts";
import { ENGLISH } from "../../mod/i18n/locale.ts";
import { msg } from "../../mod/i18n/message.ts";
import { MessageError } from "../../mod/i18n/message_error.ts";
import { safeMessageOf } from "../../mod/io/safe_message.ts";
import { escapeJson, hexControls, visibleText } from "../../mod/io/visible_text.ts";
import { traceLine } from "../../mod/lab/runner/trace_line.ts";
import { GrammarError } from "../../mod/relay/grammar/grammar_error.ts";
import { Log } from "../../mod/relay/log.ts";
import { accessLine } from "../../mod/trace/access_line.ts";
import { renderDiagram } from "../../mod/trace/diagram/render_diagram.ts";
import type { TraceRecord } from "../../mod/trace/diagram/trace_record.ts";
import { renderJson, renderText } from "../../mod/trace/render_event.ts";
import { peerTest } from "../_kit/peers/peer.ts";
import { runCommand } from "../_kit/program/run.ts";

/** A stranger's words: what a terminal, an editor, a parser or a browser would obey, each by its name. */
const HOSTILE: Readonly<Record<string, string>> = {
  "ESC": "\x1b[2J\x1b]0;title\x07",
  "C1": "\x9b2J\x85",
  "bidi": "\u202egpj.exe\u2066\u2069",
  "NUL": "a\0b",
  "line separator": "a\u2028b\u2029c",
  "lone surrogates": "a\ud800b\udfffc",
  "BEL": "\x07\x08\x7f",
  "markup": `]]>"><script>alert('1')</script>&#27;&amp;<!--`,
};

/** What none of them may contain; line ends and tabs are the report's own. */
const OBEYED = /[\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]|(?![\n\t\r])\p{Cc}/u;

/** Every place where words of a stranger reach a person or a file for one. */
const PLACES: Readonly<Record<string, (text: string) => string | Promise<string>>> = {
  "visibleText": visibleText,
  "hexControls": hexControls,
  "a message on the terminal": (text) => told((out) => out.tell(msg`The server says ${text}`)),
  "a line on the terminal": (text) => told((out) => out.verbatim(`received ${text}`)),
  "the reason of a failure": (text) => String(safeMessageOf(new MessageError(msg`it says ${text}`))),
  "the reason of a foreign failure": (text) => String(safeMessageOf(new Error(text))),
  "a failure with a file": (text) => {
    const error = new FsError("failed", { action: "write", path: text, reason: text });
    return told((out) => out.tell(error.sentence));
  },
  "an access line": (text) => accessLine("peer", { name: text, sent: 0, started: 0, how: "sent" }, 0),
  "an access line of bytes": (text) =>
    accessLine("peer", { name: bytes(text), sent: 0, started: 0, how: "" }, 0),
  "the transfers under way": (text) => {
    const transfer = { client: "peer", direction: "out", moved: 1, size: 2, started: 0, name: text };
    return transferLines([transfer as never], 10_000, { width: 200, maxLines: 3 }).join("\n");
  },
  "a trace for people": (text) => renderText({ event: "read", data: bytes(text), detail: text }, new Date(0)),
  "a trace as JSON": (text) => renderJson({ event: "read", data: bytes(text), detail: text }, new Date(0)),
  "a line of an exercise": (text) => traceLine({ lane: 0, record: record(text), at: 0 }, ENGLISH.translate),
  "a diagram as text": (text) => renderDiagram([record(text)], "txt", { title: text }),
  "a diagram for Mermaid": (text) => renderDiagram([record(text)], "mmd", { title: text }),
  "a diagram as SVG": (text) => renderDiagram([record(text)], "svg", { title: text }),
  "a report for people": (text) =>
    textHead(report(text)) + textResult(report(text).results[0]!, STYLE) + textEnd(report(text)),
  "a report in TAP": (text) => tapReport(report(text)),
  "a report in JUnit's XML": (text) => junitReport(report(text)),
  "a report in JSON": (text) => jsonReport(report(text)),
  "a class as a table": (text) => summaryTable(classOf(text), "en"),
  "a class as CSV": (text) => summaryCsv(classOf(text)),
  "the relay's log": (text) => {
    let said = "";
    new Log({ verbosity: 4, programName: "socat", write: (line) => said += line }).error(text);
    return said;
  },
  "the place of a mistake in an address": (text) => new GrammarError("wrong", text, 0).pointer,
  "the name of a received file": (text) => portableName(text) ?? "",
  "the name of a fetched file": (text) => savedName(text) ?? "",
  "a page": (text) => htmlPage(text, "", "nonce", "en"),
  "a row of a folder's page": (text) =>
    listingRow({ name: text, path: "/", kind: "file", size: 1, modified: 0, open: true }, "en"),
  "a page of Markdown": (text) =>
    renderedPage({ name: text, folder: text, html: "", cut: false, language: "en" }, "nonce"),
  "a README": (text) => readmeHtml("README.md", text),
};

for (const [place, render] of Object.entries(PLACES)) {
  Deno.test(`a stranger's words control nothing in ${place}`, async () => {
    for (const [name, text] of Object.entries(HOSTILE)) {
      const shown = await render(`in${text}out`);
      assert(!OBEYED.test(shown), `${name} passes: ${JSON.stringify(shown)}`);
      assert(shown.isWellFormed(), name);
      assertStringIncludes(shown, "out"); // what is shown is about them at all
    }
  });
}

peerTest(
  "a page, an SVG and JUnit's XML hold the words of a stranger as text, never as markup",
  ["python3"],
  async () => {
    const text = Object.values(HOSTILE).join(" ");
    for (const place of ["a diagram as SVG", "a report in JUnit's XML"]) {
      const xml = await PLACES[place]!(text);
      const parsed = await runCommand("python3", [
        "-c",
        "import sys, xml.etree.ElementTree as tree\n" +
        "root = tree.fromstring(sys.stdin.buffer.read())\n" +
        "print(sum(each.tag.endswith('script') for each in root.iter()), len(list(root.iter())) > 5)",
      ], { stdin: xml });
      assertEquals([parsed.stdout, parsed.stderr], ["0 True\n", ""], place);
    }
    for (const place of ["a page", "a row of a folder's page", "a README"]) {
      assert(!(await PLACES[place]!(HOSTILE["markup"]!)).includes("<script>alert"), place);
    }
  },
);

Deno.test("JSON with escapes is the same value", async () => {
  for (const text of Object.values(HOSTILE)) {
    const value = { text, list: [text, { [text]: 1 }] };
    assertEquals(JSON.parse(escapeJson(JSON.stringify(value, null, 2))), value);
  }
  const read = readReport(await PLACES["a report in JSON"]!(HOSTILE["C1"]!));
  assertEquals(read.subject, HOSTILE["C1"]!);
});

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

async function told(tell: (out: ReturnType<typeof messageWriter>) => void): Promise<string> {
  let said = "";
  const sink = {
    write: (bytes: Uint8Array) => {
      said += new TextDecoder().decode(bytes);
      return Promise.resolve(bytes.length);
    },
    isTerminal: () => true,
    obeysEscapes: () => true,
  };
  const out = messageWriter(sink, () => 80);
  tell(out);
  await out.flush();
  return said;
}

const TIME = "2026-01-01T00:00:00.000Z";

/** An event of a saved trace, which anybody may have written. */
function record(text: string): TraceRecord {
  return {
    role: text,
    time: TIME,
    event: `read${text}` as "read",
    side: text as "left",
    local: text,
    remote: text,
    bytes: 3,
    data: text,
    detail: text,
  };
}

function report(text: string): Report {
  const transcript = new Transcript();
  transcript.add(1, "send", bytes(text));
  const result: Result = {
    rule: { id: "echo-1", severity: "must", title: text, rule: text, source: text },
    outcome: "failed",
    time: 1,
    failure: { symptom: "different", expected: text, received: bytes(text), said: text },
    because: text,
    notes: [text],
    transcript,
  };
  const skipped: Result = { ...result, outcome: "skipped" };
  const concern: Result = { ...result, outcome: "note", failure: undefined } as unknown as Result;
  return {
    service: "echo",
    subject: text,
    student: text,
    seed: 1,
    language: "en",
    began: new Date(0),
    command: "netlab check echo",
    only: [],
    results: [result, skipped, concern],
  };
}

function classOf(text: string) {
  return [{ student: text, report: readReport(jsonReport(report(text))) }];
}

const STYLE = {
  verbose: true,
  language: "en",
  fit: (sentence: string) => sentence,
  colorize: (word: string) => word,
} as const;
