import { assert, assertEquals, assertThrows } from "@std/assert";
import { readKeptChanges } from "../../bench/_kit/compare/report_changes.ts";
import { readBenchReport } from "../../bench/_kit/reports.ts";
import { fillChangeTables } from "../../docs/_kit/fill_change_tables.ts";
import { everyCommand } from "../../docs/_kit/every_command.ts";
import { fillOptionTables } from "../../docs/_kit/fill_option_tables.ts";
import { fillRelayTables } from "../../docs/_kit/fill_relay_tables.ts";
import { fillResultTables } from "../../docs/_kit/fill_result_tables.ts";
import { withoutAlignment } from "../../docs/_kit/option_table.ts";
import { fillPermissionTable } from "../../docs/_kit/permission_table.ts";
import { everyPage, pathOf } from "../documents/pages.ts";

Deno.test("the option tables of the pages are those that parse (deno task docs writes them)", async () => {
  const commands = await everyCommand();
  const pages = everyPage().filter(({ name, text }) =>
    name.startsWith("docs/") && text.includes("<!-- options of ")
  );
  assert(pages.length > 5, "hardly any page has a table: the search must be broken");
  for (const { name, text } of pages) {
    const filled = fillOptionTables(text, commands);
    assertEquals(
      differences(withoutAlignment(text), withoutAlignment(filled)),
      [],
      `${name}: run deno task docs`,
    );
  }
});

Deno.test("the relay's addresses and options in docs/relay.md are those that it reads", () => {
  const { text } = everyPage().find(({ name }) => name === "docs/relay.md")!;
  const filled = fillRelayTables(text);
  assert(filled.includes("| `TCP-LISTEN:PORT`"), "there is no table: <!-- relay: addresses --> is gone");
  assertEquals(
    differences(tablesAndNames(text), tablesAndNames(filled)),
    [],
    "docs/relay.md shows other tables than the relay reads: run deno task docs",
  );
});

Deno.test("the table of permissions in docs/security.md is what the commands keep (deno task docs writes it)", async () => {
  const { text } = everyPage().find(({ name }) => name === "docs/security.md")!;
  const filled = fillPermissionTable(text, await everyCommand());
  assert(filled.includes("| `calc serve`"), "there is no table");
  assertEquals(differences(withoutAlignment(text), withoutAlignment(filled)), [], "run deno task docs");
});

Deno.test("the measured results in the pages are those in bench/results (deno task docs writes them)", () => {
  const pages = everyPage().filter(({ text }) => /<!-- (results|changes) of /.test(text));
  assert(pages.some(({ name }) => name === "docs/performance.md"), "there is no table");
  // The formatter breaks the lines below the tables where it likes
  const plain = (page: string) => withoutAlignment(page).replaceAll(/\s+/g, " ");
  const filled = (text: string) => fillChangeTables(fillResultTables(text, readBenchReport), readKeptChanges);
  for (const { name, text } of pages) {
    assertEquals(plain(text), plain(filled(text)), `${name}: run deno task docs`);
  }
});

Deno.test("every limit in docs/security.md stands in a file that there is", () => {
  const { text } = everyPage().find(({ name }) => name === "docs/security.md")!;
  const files = [...text.matchAll(/\| `((?:mod|commands)\/[\w/.]+)` +\|$/gm)].map(([, file]) => file!);
  assert(files.length > 25, "hardly any limit was found: the search must be broken");
  const gone = files.filter((file) => !exists(pathOf(file)));
  assertEquals(
    gone,
    [],
    "the last column of docs/security.md names the file that holds the limit: say where it is now",
  );
});

Deno.test("fillOptionTables() shows spellings, help and default of a command's own options", async () => {
  const page = "before\n<!-- options of echo connect -->\nold\n<!-- end of options -->\nafter\n";
  const filled = fillOptionTables(page, await everyCommand());
  assert(filled.startsWith("before\n<!-- options of echo connect -->\n\n| option |"));
  assert(filled.includes("| `--framing line\\|chunk\\|u8\\|u16\\|u32\\|nul` | what a message is:"));
  assert(filled.includes("| `-4`, `-6`, `--ipv 4\\|6` | only IPv4, or only IPv6 |  |"));
  assert(filled.includes("| `--lang fr\\|en` |"), "which every command has");
  assert(filled.endsWith("\n\n<!-- end of options -->\nafter\n"));
});

Deno.test("fillOptionTables() leaves what every server has to the page about that, and nothing of others", async () => {
  const table = async (name: string) => {
    const page = `<!-- options of ${name} -->\n<!-- end of options -->`;
    return fillOptionTables(page, await everyCommand());
  };
  const common = ["--host ADDR", "--grace SECONDS", "--trace[=text\\|json]", "--lang"];
  const shown = async (name: string) => {
    const filled = await table(name);
    return common.map((each) => filled.includes(each));
  };
  assertEquals(await shown("files serve"), [false, false, false, false]);
  assertEquals(await shown("files share"), [true, true, true, true]);
  assertEquals(await shown("files receive"), [true, true, true, true]);
  assertEquals((await table("files put")).includes("`-4`, `-6`"), true);
});

Deno.test("fillOptionTables() refuses a command that there is not", async () => {
  const commands = await everyCommand();
  assertThrows(
    () => fillOptionTables("<!-- options of no such --><!-- end of options -->", commands),
    Error,
    "no such",
  );
});

/**
 * The lines of a page that are not in what it should be, and the other way round: a page is long, and little
 * of it differs.
 */
function differences(page: string, wanted: string): string[] {
  const only = (one: string, other: string, mark: string) => {
    const lines = new Set(other.split("\n"));
    return one.split("\n").filter((line) => !lines.has(line)).map((line) => `${mark} ${line}`);
  };
  return [...only(page, wanted, "has"), ...only(wanted, page, "lacks")];
}

/** The rows of tables, and each name of a list on a line: the formatter breaks lists where it likes. */
function tablesAndNames(page: string): string {
  return withoutAlignment(page).split("\n")
    .flatMap((line) => line.startsWith("|") ? [line] : line.match(/`[^`]+`/g) ?? []).join("\n");
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path) !== undefined;
  } catch {
    return false;
  }
}
