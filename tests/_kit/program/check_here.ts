import calc from "../../../commands/check/calc.ts";
import chat from "../../../commands/check/chat.ts";
import echo from "../../../commands/check/echo.ts";
import files from "../../../commands/check/files.ts";
import prime from "../../../commands/check/prime.ts";
import type { JsonReport } from "../../../mod/check/reports/json_report.ts";
import type { AnyCommand } from "../../../mod/cli/command.ts";
import type { CommandContext } from "../../../mod/cli/command_context.ts";
import { parseCommandLine } from "../../../mod/cli/parse_command_line.ts";
import { ENGLISH } from "../../../mod/i18n/locale.ts";

/** The services whose checks are tried in the tests' own process. */
export type CheckedHere = keyof typeof COMMANDS;

const COMMANDS = { calc, chat, echo, files, prime };

/**
 * `netlab check …` in this program: for tables whose rows would each start one.
 *
 * @param args the words behind `check`; the format is chosen here.
 */
export async function checkHere(service: CheckedHere, ...args: string[]): Promise<JsonReport> {
  const command = COMMANDS[service] as unknown as AnyCommand;
  const words = [...args, "--format", "json", "--seed", "1"];
  const given = parseCommandLine(command, words);
  let report = "";
  const context = {
    ...ENGLISH,
    args: ["check", service, ...words],
    signal: new AbortController().signal,
    stdout: {
      write: (text: string) => Promise.resolve(void (report += text)),
      isTerminal: () => false,
      obeysEscapes: () => false,
      columns: () => 80,
    },
    stderr: { tell: () => {}, isTerminal: () => false, columns: () => 80 },
    env: () => undefined,
  };
  await command.run(given, context as unknown as CommandContext);
  return JSON.parse(report);
}
