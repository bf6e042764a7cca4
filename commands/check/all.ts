import { type Message, msg, prefixed, verbatim } from "../../mod/i18n/message.ts";
import { MessageError, messageOf } from "../../mod/i18n/message_error.ts";
import { command } from "../../mod/cli/command.ts";
import { everyPermission } from "../../mod/cli/permission_table.ts";
import { choice, flag, number, text } from "../../mod/cli/option.ts";
import { word, words } from "../../mod/cli/positional.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { allReport } from "../../mod/check/all/all_reports.ts";
import { checkAll } from "../../mod/check/all/check_all.ts";
import { findJail, type JailState } from "../../mod/check/all/jail.ts";
import { findPrograms } from "../../mod/check/all/programs.ts";
import { parseSize } from "../../mod/http/middleware/parse_rate.ts";
import { size } from "../options/http_options.ts";
import { writeText } from "../../mod/fs/write_text.ts";
import { ownCommand } from "../../mod/process/own_command.ts";

const SERVICES = ["echo", "files", "chat", "talk", "time", "prime", "calc", "kv", "http", "script"] as const;
/** The most memory of a program, bytes: room for the runtime of Java that compiles a file first. */
const MEMORY = 512e6;

export default command({
  name: "check all",
  summary: "check every program of a folder, side by side, each in a jail",
  description:
    "DIR is the folder of a class (netlab lab class), one with a folder for each student, or one with a file for each. The " +
    "command of a program goes by its language: Python, Node, Java, C, C++, Go, Ruby, Perl, PHP, shell. On Linux with " +
    "bubblewrap (the program bwrap) each runs in a jail: files that it cannot change, no home, no other process, limited " +
    "in memory, processes and time; where there is none, that is said first. Options behind -- are those of the check.",
  args: {
    dir: word("DIR", "where the programs are"),
    more: words("OPTION", "behind --: further options of netlab check", { min: 0 }),
  },
  options: {
    service: choice({ choices: SERVICES, help: "what they are to be", value: "SERVICE" }),
    run: text({
      value: "COMMAND",
      help: "how each is started: {file} and {port} stand for what their names say",
    }),
    jobs: number({
      min: 1,
      max: 64,
      shown: "half of the processors",
      short: "j",
      help: "how many at a time",
    }),
    time: number({
      value: "SECONDS",
      min: 1,
      max: 3600,
      default: 180,
      help: "the longest that one may take",
    }),
    memory: {
      ...size("SIZE", "the most memory that a program may use (Linux; default: 512MB)", parseSize),
      absent: MEMORY,
    },
    "no-jail": flag({ help: "let them run with all your rights: for programs that you trust" }),
    format: choice({
      choices: ["text", "csv", "json", "junit"],
      default: "text",
      help: "how the results are written",
    }),
    out: text({ value: "FILE", short: "o", help: "write them there instead of on standard output" }),
  },
  examples: [
    {
      command: "netlab check all sockets --service echo",
      does: "every hand-in of the class in the folder sockets",
    },
    {
      command: "netlab check all programs --service calc --format csv -o calc.csv",
      does: "for a spreadsheet",
    },
    {
      command: "netlab check all programs --service script -- bank.json",
      does: "by a sheet of your own",
    },
    {
      command: 'netlab check all programs --service echo --run "{python} {file} {port}" -- --framing chunk',
      does: "with a command and options of your own",
    },
  ],
  permissions: everyPermission("it starts programs, and their checks, which take everything"),
  async run({ args, options }, context) {
    const { service, run, time, format, out } = options;
    if (service === undefined) throw new UsageError(msg`--service is needed: ${SERVICES.join(", ")}`);
    const say = (message: Message) => context.stderr.tell(prefixed("netlab check all", message));
    const programs = programsIn(args.dir, service, run !== undefined);
    const jail = options["no-jail"] ? undefined : await findJail(isRoot());
    if (jail === undefined || !jail.has) say(noJail(jail));
    let done = 0;
    const results = await checkAll(programs, {
      service,
      run,
      more: ["--lang", context.language, "--memory", String(options.memory), ...args.more],
      jobs: options.jobs ?? Math.max(1, Math.floor(navigator.hardwareConcurrency / 2)),
      time: time * 1000,
      jail: jail?.has ? { nobody: jail.nobody } : undefined,
      netlab: ownCommand,
      signal: context.signal,
      onChecked: ({ name }) => {
        done++;
        if (context.stderr.isTerminal()) say(verbatim(`${done}/${programs.length} ${name}`));
      },
    });
    const jailed = jail?.has === true;
    const report = allReport(results, format, { service, language: context.language, jailed });
    if (out === undefined) await context.stdout.write(report);
    else await writeText(out, report);
    return results.every(({ attempt }) => attempt !== undefined && attempt.passed === attempt.total) ? 0 : 1;
  },
});

function programsIn(dir: string, service: string, any: boolean) {
  try {
    const programs = findPrograms(dir, service, any);
    if (programs.length > 0) return programs;
  } catch (error) {
    throw new MessageError(msg`Cannot read "${dir}": ${messageOf(error)}`, { cause: error });
  }
  throw new MessageError(msg`There is no program in "${dir}"`);
}

function isRoot(): boolean {
  return Deno.build.os === "linux" && Deno.uid() === 0;
}

function noJail(jail: JailState | undefined): Message {
  if (jail === undefined) return msg`without a jail: each program runs with all your rights`;
  if (jail.reason !== "") {
    return msg`there is no jail here (${jail.reason}): each program runs with all your rights`;
  }
  return Deno.build.os === "linux"
    ? msg`there is no jail here (install bubblewrap): each program runs with all your rights`
    : msg`this system has no jail: each program runs with all your rights`;
}
