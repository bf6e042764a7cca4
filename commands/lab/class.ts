import { msg, prefixed } from "../../mod/i18n/message.ts";
import { command } from "../../mod/cli/command.ts";
import { flag, number, type Option, type OptionValues, text, texts } from "../../mod/cli/option.ts";
import { listenPort } from "../../mod/cli/positional.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { parseSize } from "../../mod/http/middleware/parse_rate.ts";
import { visibleText } from "../../mod/io/visible_text.ts";
import { readDeadline } from "../../mod/lab/class/read_deadline.ts";
import { size, webOptions } from "../options/http_options.ts";
import { serveOptions } from "../options/serve_options.ts";

const { host, ipv, trace, grace, "max-conns": maxConns, backlog, "idle-timeout": idleTimeout } = serveOptions;
const { qr, "no-qr": noQr, tls, cert, key, "allow-host": allowHost, "trust-proxy": trustProxy } = webOptions;

/** What `netlab check` knows. */
const SERVICES = ["echo", "files", "chat", "talk", "time", "prime", "calc", "kv", "http"].flatMap((
  name,
) => [name, `${name}-client`]);
/** The largest file that is taken where nothing else is said, bytes. */
const MAX_SIZE = 1024 * 1024;

const options = {
  dir: text({ value: "DIR", short: "d", help: "the folder that keeps the class (made if it is not there)" }),
  title: text({ help: "the heading of the pages" }),
  exercises: texts({
    value: "EXERCISE",
    choices: SERVICES,
    help: `an exercise of the class (several times for several; default: echo, files, chat, prime, calc)`,
  }),
  deadline: {
    ...text({ value: "TIME", help: "what is handed in later is marked as late: 2026-12-01T18:00, or none" }),
    read: (typed) => readDeadline(typed.at(-1) ?? ""),
  } as Option<number | null | undefined>,
  points: number({ min: 1, max: 1000, help: "the points for everything together", shown: "20" }),
  "max-size": size("SIZE", "largest file that is taken, such as 500kB (default: 1 MiB)", parseSize),
  "new-key": flag({ help: "make another key for the teacher; the one before opens nothing any more" }),
  qr,
  "no-qr": noQr,
  tls,
  cert,
  key,
  "allow-host": allowHost,
  "trust-proxy": trustProxy,
  host,
  ipv,
  "max-conns": maxConns,
  backlog,
  "idle-timeout": idleTimeout,
  grace,
  trace,
};

type Options = OptionValues<typeof options>;

export default command({
  name: "lab class",
  summary: "a page for a whole class: who is how far, who is stuck, and what was handed in",
  description:
    "Students send what netlab check finds with --class and hand their programs in; the teacher's page at /teacher/ shows it " +
    "live. Title, exercises, deadline and points are kept with the class: they are said once, or to change them. The key of " +
    "the teacher is shown when the class is made, and never again.",
  args: { port: listenPort(8770) },
  options,
  examples: [
    { command: "netlab lab class --dir sockets", does: "open the class that is kept in the folder sockets" },
    {
      command: "netlab lab class --dir sockets --exercises echo --deadline 2026-12-01T18:00",
      does: "with one exercise, until that time",
    },
    {
      command: "netlab lab class --dir sockets --new-key",
      does: "when the teacher's key is lost, or known to others",
    },
  ],
  permissions: {
    read: { why: "the class and its hand-ins" },
    write: { why: "the class and its hand-ins" },
  },
  dropsPermissionsLater: true,
  async run({ args, options }, context) {
    if (options.dir === undefined) {
      throw new UsageError(msg`--dir is needed: the folder that keeps the class`);
    }
    const unknown = options.exercises.find((each) => !SERVICES.includes(each));
    if (unknown !== undefined) {
      throw new UsageError(msg`--exercises: ${unknown} is none; there are ${SERVICES.join(", ")}`);
    }
    await serveClass({ ...options, dir: options.dir, port: args.port }, context);
    return 0;
  },
});

async function serveClass(
  options: Options & { readonly dir: string; readonly port: number },
  context: CommandContext,
): Promise<void> {
  const { openClass } = await import("../../mod/lab/class/open_class.ts");
  const { classPages } = await import("../../mod/lab/class/web/class_pages.ts");
  const { certificateFor, servePages } = await import("../options/http_server.ts");
  const tell = (sentence: Parameters<typeof prefixed>[1]) =>
    context.stderr.tell(prefixed("netlab lab class", sentence));
  const certificate = await certificateFor(options, context);
  using opened = await openClass({
    dir: options.dir,
    settings: settingsOf(options),
    newKey: options["new-key"],
    tell,
  });
  if (opened.key !== undefined) {
    tell(msg`the teacher's key is ${opened.key}: keep it, it is not shown again`);
  }
  const door = new (await import("../../mod/lab/class/web/teacher_door.ts")).TeacherDoor({
    ...opened.door,
    tls: certificate !== undefined,
  });
  tell(msg`students open this address, the teacher opens teacher/ below it:`);
  await servePages(classPages(opened.classroom, door, context.language), {
    program: "netlab lab class",
    port: options.port,
    common: options,
    web: { ...options, header: [], cors: undefined, "path-prefix": undefined },
    certificate,
    path: "/",
    signal: context.signal,
  }, context);
}

/** What was said; what was not stays as the class has it. */
function settingsOf({ title, exercises, deadline, points, "max-size": maxSize = MAX_SIZE }: Options) {
  return {
    maxSize,
    ...(title === undefined ? {} : { title: visibleText(title) }),
    ...(exercises.length === 0 ? {} : { exercises: [...new Set(exercises)] }),
    ...(deadline === undefined ? {} : { deadline: deadline ?? undefined }),
    ...(points === undefined ? {} : { points }),
  };
}
