import { join } from "@std/path";
import { type Message, msg, plural, prefixed, secondsMessage, sizeMessage } from "../../mod/i18n/message.ts";
import { command } from "../../mod/cli/command.ts";
import { number, type OptionValues, text } from "../../mod/cli/option.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { ServedFolder } from "../../mod/fs/served_folder.ts";
import { sha256 } from "../../mod/fs/file_hash.ts";
import { DropBox } from "../../mod/http/files/share/drop_box.ts";
import { newSecret } from "../../mod/http/files/share/share_handler.ts";
import type { ReceivedFile } from "../../mod/http/files/upload/upload_options.ts";
import { parseSize } from "../../mod/http/middleware/parse_rate.ts";
import { Transfers } from "../../mod/http/middleware/transfers.ts";
import { escapeName } from "../../mod/io/visible_text.ts";
import { size } from "../options/http_options.ts";
import { certificateFor } from "../options/http_server.ts";
import { oneShotOptions, oneShotPort, serveOneShot, tellFiles } from "../options/one_shot.ts";
import { showTransfers } from "../options/show_transfers.ts";

const options = {
  dir: text({ value: "DIR", default: ".", short: "d", help: "folder for what comes" }),
  port: oneShotPort,
  count: number({
    value: "N",
    short: "c",
    min: 1,
    help: "how many files to wait for (default: those of the first who sends any)",
  }),
  timeout: number({
    value: "SECONDS",
    fraction: true,
    default: 0,
    help: "give up when they have not come by then, 0 for never",
  }),
  "max-size": size("SIZE", "refuse a larger file, such as 500MB (default: no limit)", parseSize),
  ...oneShotOptions,
};

type Options = OptionValues<typeof options>;

export default command({
  name: "files receive",
  summary: "let somebody send files here once, then end",
  description:
    "Prints an address that nobody can guess, waits until files have been sent to it, and ends. In a browser it is a page to " +
    "choose files on; programs send by PUT (curl -T), by form (curl -F) or by the tus protocol (netlab files put). A file has " +
    "its name when all of it has come, and one that is taken gets a number.\n\n" +
    "Of each file, its SHA-256 and its path are written to standard output, a line each. The exit code is 0 when as many " +
    "have come as were waited for; 1 when the --timeout came first.",
  args: {},
  options,
  examples: [
    { command: "netlab files receive", does: "take what somebody with the address sends, into this folder" },
    { command: "netlab files receive --dir inbox --count 25", does: "one file of each in a class" },
    { command: "netlab files receive -q > sums.txt", does: "and keep the checksums" },
  ],
  permissions: {
    read: { why: "the folder for what comes", files: ({ options }) => [options.dir] },
    write: { why: "what comes" },
  },
  dropsPermissionsLater: true,
  async run({ options }, world) {
    const dir = ServedFolder.at(options.dir).path;
    const transfers = new Transfers();
    using shown = showTransfers(transfers, world);
    return await receive(dir, options, transfers, shown.context);
  },
});

async function receive(
  dir: string,
  options: Options,
  transfers: Transfers,
  context: CommandContext,
): Promise<number> {
  const done = new AbortController();
  const secret = newSecret();
  let telling = Promise.resolve();
  using drop = new DropBox({
    secret,
    dir,
    count: options.count,
    maxSize: options["max-size"],
    language: context.language,
    cors: options.cors,
    onReceived: (file) => telling = telling.then(() => report(file, dir, options, context)),
    onDone: () => done.abort(),
  });
  const certificate = await certificateFor(options, context);
  tellFiles(context, msg`waiting for ${wanted(options.count)}, into ${escapeName(dir)}`);
  const timeout = options.timeout * 1000;
  try {
    await serveOneShot(
      drop.handler,
      { transfers, certificate, path: `/${secret}/`, done, timeout },
      options,
      context,
    );
  } finally {
    await telling;
    await drop.abandon();
  }
  return ending(drop, options, context);
}

/** Says what has come. Its sum is that of the file as it is on the disk. */
async function report(
  { names, size, from }: ReceivedFile,
  dir: string,
  { quiet }: Options,
  context: CommandContext,
): Promise<void> {
  const path = join(dir, ...names);
  const name = escapeName(names.join("/"));
  if (!quiet) {
    tellFiles(context, msg`${from} has sent ${name} (${sizeMessage(size)})`);
  }
  try {
    await context.stdout.write(`${await sha256(path, new AbortController().signal)}  ${path}\n`);
  } catch {
    // Somebody has moved it away already, or nobody wants to know the sum: the file has come all the same.
  }
}

function ending(drop: DropBox, options: Options, context: CommandContext): number {
  if (drop.complete) return 0;
  context.signal.throwIfAborted();
  const how = drop.received === 0
    ? msg`nobody has sent anything`
    : msg`${drop.received} of ${options.count ?? 1} files have come`;
  context.stderr.tell(
    prefixed("netlab files receive", msg`${how} within ${secondsMessage(options.timeout)}`),
  );
  return 1;
}

function wanted(count: number | undefined): Message {
  return count === undefined ? msg`files` : plural(count, msg`${count} file`, msg`${count} files`);
}
