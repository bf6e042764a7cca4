import { everyPermission } from "../../mod/cli/permission_table.ts";
import { idleOption, isGiven, needsOneOf } from "../../mod/cli/idle_options.ts";
import { msg } from "../../mod/i18n/message.ts";
import { parseSize } from "../../mod/http/middleware/parse_rate.ts";
import { choice, flag, number, text, texts } from "../../mod/cli/option.ts";

import { size } from "./http_options.ts";

/** The options that the checks of all services have. */
export const checkOptions = {
  connect: text({ value: "HOST:PORT", help: "check the server that listens there" }),
  run: text({
    value: "COMMAND",
    help: "start the program to be checked; {port} stands for a free port that is chosen",
  }),
  listen: number({
    value: "PORT",
    max: 65_535,
    help: "be the server, and check the client that connects there",
  }),
  "one-client": flag({ help: "ask no more than one client of a server, as the first sheets do" }),
  "one-question": flag({ help: "ask no more than one question on a connection" }),
  only: texts({ value: "RULE", help: "try only this rule (may be given several times)" }),
  list: flag({ help: "show the rules and try none" }),
  seed: number({
    max: 0xffff_ffff,
    help: "the seed of texts, cuts and pauses; the same seed repeats a run",
    shown: "another one each time",
  }),
  timeout: number({
    value: "SECONDS",
    fraction: true,
    min: 0.05,
    default: 2,
    help: "how long to wait for anything that should come",
  }),
  format: choice({
    choices: ["text", "tap", "junit", "json"],
    default: "text",
    help: "how the report is written on standard output",
  }),
  out: text({
    value: "FILE",
    short: "o",
    help: "write the report as JSON there, too (see netlab check summary)",
  }),
  memory: idleOption(
    size("SIZE", "the most memory that the program may use, such as 500MB (Linux; default: any)", parseSize),
    [needsOneOf("run")],
  ),
  "no-calls": idleOption(
    flag({ help: "do not look at the program's system calls (by strace, on Linux) where a rule is broken" }),
    [needsOneOf("run")],
  ),
  record: idleOption(
    text({ value: "DIR", help: "keep the recordings of those calls there (see netlab lab watch --open)" }),
    [needsOneOf("run")],
  ),
  student: text({ value: "NAME", help: "whose program it is, for the report" }),
  class: text({ value: "URL", help: "send the report to this class (see netlab lab class)" }),
  name: idleOption(
    text({ value: "NAME", help: "your name in the class; it belongs to a key on this machine from then on" }),
    [needsOneOf("class")],
  ),
  watch: idleOption(
    flag({ short: "w", help: "check again whenever a file of the program changes, until Ctrl-C" }),
    [
      needsOneOf("run"),
      (line) => isGiven(line, "list") ? msg`and --${"list"} do not go together` : undefined,
    ],
  ),
  verbose: flag({ short: "v", help: "show the bytes of what passed, too" }),
};

/** The same where there are servers only: `--listen` is not offered, and refused by its reason. */
export const serverCheckOptions = {
  ...checkOptions,
  listen: idleOption({ ...checkOptions.listen, hidden: true }, [
    () => msg`is for the check of a client, and there is none here`,
  ]),
};

/** `--framing`, where a service has it. */
export const checkFramingOption = choice({
  choices: ["line", "chunk"],
  default: "line",
  help: "what ends a message: its line end, or nothing, as in sheet 004",
});

/** `--concurrent`, where a service has it. */
export const concurrentOption = flag({ help: "demand that several clients are served at once" });

/**
 * The permissions that every check keeps: all of them. Some rules break a connection off, as rude
 * clients do, and the runtime tells which socket that is only to a program without limits.
 */
export const checkPermissions = everyPermission(
  "some rules break connections off, which takes /proc; --run starts programs",
);
