import { assertEquals } from "@std/assert";
import { bold, entry, nameLine, paragraph } from "../../../mod/cli/manual/roff.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { peerTest } from "../../_kit/peers/peer.ts";

Deno.test("paragraph puts each sentence on a line of its own and no line is long", () => {
  assertEquals(paragraph("One. Two!\n\nThree"), ["One.", "Two!", ".PP", "Three"]);
  assertEquals(paragraph("word ".repeat(60)).every((line) => line.length <= 72), true);
});

Deno.test("paragraph escapes what roff would take for its own", () => {
  assertEquals(paragraph(".TH is text"), ["\\&.TH is text"]);
  assertEquals(paragraph("'quoted' too"), ["\\(aqquoted\\(aq too"]);
  assertEquals(paragraph("C:\\new -x ~ ^ ` é …"), ["C:\\enew \\-x \\(ti \\(ha \\(ga \\[u00E9] \\[u2026]"]);
});

Deno.test("entry guards a head that starts like a request", () => {
  assertEquals(entry(".x", "y"), [".TP", "\\&.x", "y"]);
  assertEquals(bold("--dir"), "\\fB\\-\\-dir\\fR");
});

Deno.test("nameLine leaves letters to whatis, which reads no roff", () => {
  assertEquals(nameLine("netlab", "une boîte à outils"), ["netlab \\- une boîte à outils"]);
});

peerTest("a formatter shows every printable character as it was", ["mandoc", "col"], async () => {
  // Letters of many scripts, too: what students call their files.
  const text = "start " + String.fromCharCode(...Array.from({ length: 94 }, (_, at) => 33 + at)) +
    " é œ Ж end";
  const page = [".TH X 1 2026-01-01", ".SH NAME", "x \\- y", ".SH TEXT", ...paragraph(text)].join("\n");
  const { stdout } = await runCommand("sh", ["-c", "mandoc -T utf8 | col -bx"], { stdin: `${page}\n` });
  assertEquals(stdout.replace(/\s+/g, " ").includes(text), true, stdout);
});
