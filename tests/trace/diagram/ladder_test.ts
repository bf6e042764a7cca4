import { assertEquals, assertStringIncludes } from "@std/assert";
import { ladder } from "../../../mod/trace/diagram/ladder.ts";
import { toFrench } from "../../../mod/i18n/french/to_french.ts";
import { renderDiagram } from "../../../mod/trace/diagram/render_diagram.ts";
import { parseTrace, type TraceRecord } from "../../../mod/trace/diagram/trace_record.ts";

const [A, B] = ["127.0.0.1:1", "127.0.0.1:2"];

function at(
  ms: number,
  role: string,
  event: TraceRecord["event"],
  more: Partial<TraceRecord> = {},
): TraceRecord {
  const [local, remote] = role === "server" ? [A, B] : [B, A];
  return { time: new Date(ms).toISOString(), role, event, local, remote, ...more };
}

Deno.test("ladder() joins one write to the two reads that took its bytes", () => {
  const { arrows } = ladder([
    at(0, "client", "write", { bytes: 6, data: "abcdef" }),
    at(1, "server", "read", { bytes: 4, data: "abcd" }),
    at(2, "server", "read", { bytes: 2, data: "ef" }),
  ]);
  assertEquals(arrows.map(({ bytes, data }) => [bytes, data]), [[4, "abcd"], [2, "ef"]]);
});

Deno.test("ladder() puts a write before its read, whatever the clocks say", () => {
  const { marks } = ladder([
    at(1, "server", "read", { bytes: 1 }),
    at(3, "client", "write", { bytes: 1 }),
  ]);
  assertEquals(marks.map(({ record }) => record.event), ["write", "read"]);
});

Deno.test("ladder() gives a lane to a peer that wrote no trace", () => {
  const { lanes } = ladder([at(0, "server", "read", { bytes: 1 })]);
  assertEquals(lanes, [{ name: "server", traced: true, note: A }, { name: B, traced: false }]);
});

Deno.test("ladder() draws a reset from the program that sent it to the one that heard of it", () => {
  const { arrows, marks } = ladder([
    at(0, "server", "error", { detail: "the peer left: Connection reset by peer (os error 104)" }),
    at(1, "client", "reset"),
  ]);
  assertEquals(marks.map(({ record }) => record.event), ["reset", "error"]);
  assertEquals(arrows.map(({ kind, from, to }) => [kind, from, to]), [["reset", 0, 1]]);
});

Deno.test("renderDiagram() draws the reset of a peer that wrote no trace, in every format", () => {
  const events = [at(0, "server", "error", { detail: "the peer left: Connection reset by peer" })];
  assertStringIncludes(renderDiagram(events, "mmd", { title: "t" }), "p1-xp0: RST");
  assertStringIncludes(renderDiagram(events, "txt", { title: "t" }), "│×─RST ──");
  assertStringIncludes(renderDiagram(events, "svg", { title: "t" }), '<line class="reset"');
});

Deno.test("renderDiagram() says that data was cut, and never cuts an escape", () => {
  const events = [at(0, "server", "read", { bytes: 17, data: "bonjour\nça va ?\n" })];
  assertStringIncludes(renderDiagram(events, "txt", { title: "t" }), '"bonjour\\nça va ?…" 17 bytes ');
});

Deno.test("parseTrace() passes over what is no event", () => {
  const line = JSON.stringify(at(0, "server", "listen"));
  assertEquals(parseTrace(`netlab echo: listening\n${line}\n{"no": 1}\n{broken`).length, 1);
});

Deno.test("renderDiagram() escapes what a peer sent, in SVG and in Mermaid", () => {
  const events = [at(0, "client", "write", { bytes: 9, data: "<b>;#\u0001" })];
  const svg = renderDiagram(events, "svg", { title: "t" });
  assertStringIncludes(svg, "&lt;b&gt;;#\\x01");
  assertEquals(renderDiagram(events, "mmd", { title: "t" }).includes("<b>;"), false);
});

Deno.test("renderDiagram() draws in French what is not a name of a call", () => {
  const events = [at(0, "a", "write", { bytes: 9 }), at(1, "b", "read", { bytes: 9 }), at(2, "a", "end")];
  const drawn = (format: "svg" | "mmd" | "txt") =>
    renderDiagram(events, format, { title: "t", translate: toFrench }).replaceAll("\u00a0", " ");
  assertStringIncludes(drawn("txt"), "9 octets");
  assertStringIncludes(drawn("mmd"), "9 octets");
  assertStringIncludes(drawn("svg"), "Diagramme de séquence de a, b");
});

Deno.test("renderDiagram() draws four roles into the columns of a terminal", () => {
  const events = ["ginette", "roger", "lucette"].flatMap((role, index) => {
    const client = `127.0.0.1:${index + 2}`;
    return [
      { ...at(index, "server", "read", { bytes: 9 }), remote: client },
      { ...at(9, role, "close"), local: client, remote: A },
    ];
  });
  const drawn = renderDiagram(events, "txt", { title: "E5", translate: toFrench });
  assertEquals(drawn.split("\n").filter((line) => line.length > 80), []);
  assertStringIncludes(drawn, "close ●");
});
