import { systemFailure } from "../../mod/net/errors/system_error.ts";
import { basename } from "@std/path";
import { msg, prefixed } from "../../mod/i18n/message.ts";
import { MessageError, messageOf } from "../../mod/i18n/message_error.ts";
import { command } from "../../mod/cli/command.ts";
import { flag } from "../../mod/cli/option.ts";
import { words } from "../../mod/cli/positional.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { type Class, readReport, summaryCsv, summaryTable } from "../../mod/check/reports/summary.ts";

export default command({
  name: "check summary",
  summary: "put the reports of a class together",
  description: "Reads what --out wrote. A student without --student is called as the file.",
  args: { files: words("FILE|DIR", "reports, or folders of reports (*.json)") },
  options: { csv: flag({ help: "comma-separated values, a rule a column" }) },
  examples: [
    { command: "netlab check summary results/*.json", does: "a table, and which rules are broken most" },
    { command: "netlab check summary --csv results > class.csv", does: "for a spreadsheet" },
  ],
  permissions: { read: { why: "the reports" } },
  async run({ args, options }, context) {
    const reports: Class[number][] = [];
    let unreadable = 0;
    for (const path of args.files.flatMap(reportsIn)) {
      const read = await readOne(path, context);
      if (read === undefined) unreadable++;
      else reports.push(read);
    }
    if (reports.length === 0) throw new MessageError(msg`There is no report to summarise`);
    await context.stdout.write(
      options.csv ? summaryCsv(reports) : summaryTable(reports, context.language),
    );
    return unreadable === 0 ? 0 : 1;
  },
});

/** The file itself, or the reports of a folder by name. */
function reportsIn(path: string): string[] {
  try {
    if (!Deno.statSync(path).isDirectory) return [path];
    const names = [...Deno.readDirSync(path)].map(({ name }) => name).filter((name) =>
      name.endsWith(".json")
    );
    return names.sort().map((name) => `${path}/${name}`);
  } catch {
    return [path]; // said when it is read
  }
}

async function readOne(path: string, context: CommandContext): Promise<Class[number] | undefined> {
  try {
    const report = readReport(await Deno.readTextFile(path));
    return { student: report.student ?? basename(path).replace(/\.json$/, ""), report };
  } catch (error) {
    const reason = systemFailure(error) === "not_found" ? msg`there is no such file` : messageOf(error);
    context.stderr.tell(prefixed("netlab check summary", msg`${path}: ${reason}`));
    return undefined;
  }
}
