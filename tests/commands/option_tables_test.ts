import { assert, assertEquals, assertThrows } from "@std/assert";
import { everyCommand } from "../../docs/_kit/every_command.ts";
import { fillOptionTables } from "../../docs/_kit/fill_option_tables.ts";
import { withoutAlignment } from "../../docs/_kit/option_table.ts";
import { everyPage } from "../documents/pages.ts";

Deno.test("the option tables of the pages are those that parse (deno task docs writes them)", async () => {
  const commands = await everyCommand();
  const pages = everyPage().filter(({ name, text }) =>
    name.startsWith("docs/") && text.includes("<!-- options of ")
  );
  assert(pages.length > 5, "hardly any page has a table: the search must be broken");
  for (const { name, text } of pages) {
    const filled = fillOptionTables(text, commands);
    assertEquals(withoutAlignment(text), withoutAlignment(filled), `${name}: run deno task docs`);
  }
});

Deno.test("fillOptionTables() shows spellings, help and default of a command's own options", async () => {
  const page = "before\n<!-- options of echo connect -->\nold\n<!-- end of options -->\nafter\n";
  const filled = fillOptionTables(page, await everyCommand());
  assert(filled.startsWith("before\n<!-- options of echo connect -->\n\n| option |"));
  assert(filled.includes("| `--framing line\\|chunk` | what a message is:"));
  assert(filled.includes("| `-4`, `-6`, `--ipv 4\\|6` | only IPv4, or only IPv6 |  |"));
  assert(!filled.includes("--lang"), "which every command has");
  assert(filled.endsWith("\n\n<!-- end of options -->\nafter\n"));
});

Deno.test("fillOptionTables() refuses a command that there is not", async () => {
  const commands = await everyCommand();
  assertThrows(
    () => fillOptionTables("<!-- options of no such --><!-- end of options -->", commands),
    Error,
    "no such",
  );
});
