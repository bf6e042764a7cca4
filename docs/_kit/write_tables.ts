import { fromFileUrl, join } from "@std/path";
import { readBenchReport } from "../../bench/_kit/reports.ts";
import { everyCommand } from "./every_command.ts";
import { readKeptChanges } from "../../bench/_kit/compare/report_changes.ts";
import { fillChangeTables } from "./fill_change_tables.ts";
import { fillOptionTables } from "./fill_option_tables.ts";
import { fillRelayTables } from "./fill_relay_tables.ts";
import { fillResultTables } from "./fill_result_tables.ts";
import { fillPermissionTable } from "./permission_table.ts";

/** `deno task docs`: writes the tables of options, permissions and measured results into the pages. */
const docs = fromFileUrl(new URL("../", import.meta.url));
const commands = await everyCommand();

for (const { name } of Deno.readDirSync(docs)) {
  if (!name.endsWith(".md")) continue;
  const path = join(docs, name);
  const page = await Deno.readTextFile(path);
  const options = fillRelayTables(fillPermissionTable(fillOptionTables(page, commands), commands));
  const filled = fillChangeTables(fillResultTables(options, readBenchReport), readKeptChanges);
  if (filled !== page) await Deno.writeTextFile(path, filled);
}
