import { type Message, msg, prefixed, secondsMessage, sizeMessage } from "../../mod/i18n/message.ts";
import { command } from "../../mod/cli/command.ts";
import { idleOption } from "../../mod/cli/idle_options.ts";
import { flag, number, type OptionValues, type ParsedLine, text } from "../../mod/cli/option.ts";
import { words } from "../../mod/cli/positional.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { isFolder } from "../../mod/http/client/output_path.ts";
import { lastPart, portableName } from "../../mod/fs/file_name.ts";
import { Transfers } from "../../mod/http/middleware/transfers.ts";
import { newSecret, shareHandler, sharePath } from "../../mod/http/files/share/share_handler.ts";
import { size } from "../options/http_options.ts";
import { certificateFor } from "../options/http_server.ts";
import { endLater, oneShotOptions, oneShotPort, serveOneShot, tellFiles } from "../options/one_shot.ts";
import { showTransfers } from "../options/show_transfers.ts";
import type { SpooledInput } from "../../mod/fs/spooled_input.ts";
import { LONGEST_TEXT } from "../../mod/http/files/share/shared_text.ts";
import { parseSize } from "../../mod/http/middleware/parse_rate.ts";
import { aloneMessage, readInput } from "../options/read_input.ts";
import { inputContent, sharedContent } from "../../mod/http/files/share/shared_content.ts";
import { escapeName } from "../../mod/io/visible_text.ts";

/** Stands for standard input. */
const INPUT = "-";

/** Of the files in folders: whoever names a file means it. */
function withoutFolder({ args }: ParsedLine): Message | undefined {
  return (args["paths"] as string[]).some(isFolder) ? undefined : msg`is for folders, and none is shared`;
}

const options = {
  port: oneShotPort,
  count: number({ value: "N", short: "c", min: 1, default: 1, help: "how many downloads there may be" }),
  timeout: number({
    value: "SECONDS",
    fraction: true,
    default: 0,
    help: "give up when it has not been fetched by then, 0 for never",
  }),
  name: text({ value: "NAME", help: "what to call it (default: its own name)" }),
  text: idleOption(
    text({ value: "TEXT", help: "hand over this text, to be read and copied, instead of a file" }),
    [({ args }) =>
      (args["paths"] as string[]).length > 0 ? msg`is shared alone, instead of a file` : undefined],
  ),
  "max-size": idleOption(
    size("SIZE", "give up on more standard input, such as 500MB (default: no limit)", parseSize),
    [({ args }) => (args["paths"] as string[]).includes(INPUT) ? undefined : msg`is for standard input (-)`],
  ),
  hidden: idleOption(flag({ help: "files in a folder whose name starts with a dot go along" }), [
    withoutFolder,
  ]),
  ...oneShotOptions,
};

type Options = OptionValues<typeof options>;

export default command({
  name: "files share",
  summary: "hand over a file, a folder or several files once, then end",
  description:
    "Prints an address that nobody can guess, waits until what is behind it has been fetched, and ends. A folder or several " +
    "files are handed over as one zip, made while it is sent; - is standard input, and a short text is shown in a browser, " +
    "with a button to copy it.\n\n" +
    "What counts as a download: one client (one address) has received every byte and has said so by closing the connection " +
    "properly. HEAD, conditional requests answered with 304, errors, parts of the file and broken-off downloads never count; " +
    "parts that add up to the whole do, and so does a download that was broken off and then resumed. What a browser or a " +
    "phone begins once more within 5 seconds is the same download: the share ends after that time. Previews of messengers " +
    "get a page with name and size instead. The exit code is 0 only when it was fetched as often as --count says; 1 when the --timeout came first.",
  args: { paths: words("FILE|DIR|-", "what to hand over; - is standard input", { min: 0 }) },
  options,
  examples: [
    { command: "netlab files share slides.pdf", does: "hand slides.pdf over to anyone who has the address" },
    { command: "netlab files share --count 25 lab/ notes.txt", does: "one zip with both, for a whole class" },
    { command: "git diff | netlab files share - --name my.patch", does: "what another program writes" },
    { command: "netlab files share --text https://example.org/", does: "a text, onto a phone" },
    { command: "netlab files share --tls --timeout 600 thesis.pdf", does: "encrypted, for ten minutes" },
  ],
  permissions: {
    read: { why: "what is handed over", files: ({ args }) => args.paths.filter((path) => path !== INPUT) },
    write: {
      why: "the file in which it is kept until the end",
      if: "of standard input",
      when: ({ args }) => args.paths.includes(INPUT),
    },
  },
  dropsPermissionsLater: true,
  async run({ args, options }, world) {
    const transfers = new Transfers();
    using shown = showTransfers(transfers, world);
    return await share(args.paths, options, transfers, shown.context);
  },
});

async function share(
  paths: readonly string[],
  options: Options,
  transfers: Transfers,
  context: CommandContext,
): Promise<number> {
  const onLeftOut = (name: string) =>
    tellFiles(context, msg`${escapeName(name)} is left out: its name has a line end in it, or is not UTF-8`);
  const given = options.name === undefined ? undefined : portableName(lastPart(options.name));
  if (options.name !== undefined && given === undefined) {
    throw new UsageError(msg`--name is no name for a file`);
  }
  if (options.text === undefined && paths.length === 0) {
    throw new UsageError(msg`it takes either a file, a folder, - for standard input, or --text`);
  }
  if (paths.length > 1 && paths.includes(INPUT)) throw new UsageError(aloneMessage());
  using input = await inputOf(paths, options, context);
  const shared = input === undefined
    ? await sharedContent(paths, { hidden: options.hidden, onLeftOut })
    : inputContent(input, given);
  const name = given ?? shared.name;
  const secret = newSecret();
  const done = new AbortController();
  let downloads = 0;
  using timers = new DisposableStack();
  const handler = shareHandler({
    secret,
    name,
    count: options.count,
    language: context.language,
    text: shared.text,
    open: (signal) => ({ ...shared.open(signal), name }),
    onDownload: ({ client, size: bytes, left, repeat }) => {
      downloads++;
      // Those who had begun before the last one counted may finish: there are more than were asked for then.
      const more = left <= 0 ? "" : msg`, ${left} more may come`;
      tellFiles(context, msg`${client} has received ${escapeName(name)} (${sizeMessage(bytes)})${more}`);
      // Not before the next turn of the loop, when the connection that brought the news is closed as well.
      if (left === 0) timers.use(endLater(repeat, transfers, done));
    },
  });
  const certificate = await certificateFor(options, context);
  tellFiles(context, msg`sharing ${escapeName(name)} (${sizeMessage(shared.size)}), ${times(options.count)}`);
  const path = sharePath(secret, name);
  const timeout = options.timeout * 1000;
  await serveOneShot(handler, { transfers, certificate, path, done, timeout }, options, context);
  return ending(downloads, options, context);
}

/** What is handed over that is not on the disk yet. @returns undefined: it is */
async function inputOf(
  paths: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<SpooledInput | undefined> {
  if (options.text !== undefined) {
    return { kind: "bytes", bytes: new TextEncoder().encode(options.text), [Symbol.dispose]: () => {} };
  }
  if (!paths.includes(INPUT)) return undefined;
  return await readInput({ inMemory: LONGEST_TEXT, maxSize: options["max-size"] }, context);
}

/** A share that was interrupted was not handed over: the caller's next command may be to delete the file. */
function ending(downloads: number, options: Options, context: CommandContext): number {
  if (downloads >= options.count) return 0;
  context.signal.throwIfAborted();
  const how = options.count === 1
    ? msg`nobody has fetched it`
    : msg`it was fetched ${downloads} of ${options.count} times`;
  context.stderr.tell(prefixed("netlab files share", msg`${how} within ${secondsMessage(options.timeout)}`));
  return 1;
}

function times(count: number): Message {
  return count === 1 ? msg`once` : msg`${count} times`;
}
