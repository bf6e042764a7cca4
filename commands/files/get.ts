import { type Message, msg, prefixed } from "../../mod/i18n/message.ts";
import { command, POSIX } from "../../mod/cli/command.ts";
import { flag, number, type OptionValues, type ParsedLine, text } from "../../mod/cli/option.ts";
import { parseSize } from "../../mod/http/middleware/parse_rate.ts";
import { size } from "../options/http_options.ts";
import { idleBy, idleOption, needsOneOf } from "../../mod/cli/idle_options.ts";
import { type FetchSource, fetchSource } from "../options/fetch_source.ts";
import {
  connectionsOption,
  limitOptions,
  sha256Option,
  timeLimit,
  webClientOptions,
} from "../options/url_options.ts";
import { type CommandContext, OutputClosedError } from "../../mod/cli/command_context.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { dialServer } from "../../mod/services/dial_server.ts";
import { clientOptions, dialingOf } from "../options/client_options.ts";
import { isFolder, type OutputPath, takesStream } from "../../mod/http/client/output_path.ts";
import { transferProgress, transferSummary } from "../../mod/terminal/transfer_progress.ts";
import { SavedFiles } from "../../mod/http/client/saved_files.ts";
import { maxSizeExceeded } from "../../mod/http/client/http_failure.ts";
import { IncomingFile } from "../../mod/fs/incoming_file.ts";
import { type FileSink, requestFile } from "../../mod/services/files/request_file.ts";
import { whereToSave } from "../options/where_to_save.ts";
import { safeMessageOf } from "../../mod/io/safe_message.ts";
import { escapeName } from "../../mod/io/visible_text.ts";

/** What cannot be had of the raw protocol, and would be taken for done. */
function overRaw({ args }: ParsedLine): Message | undefined {
  return (args["source"] as FetchSource).kind === "raw"
    ? msg`needs a URL: the raw protocol sends whole files, and nothing about them`
    : undefined;
}

function overWeb({ args }: ParsedLine): Message | undefined {
  return (args["source"] as FetchSource).kind === "urls"
    ? msg`is for HOST PORT NAME: what goes over the web is not traced`
    : undefined;
}

/** Standard output and devices take bytes as they come: nothing is there already, gone on with, or taken back. */
function toStream({ options: { output } }: ParsedLine): Message | undefined {
  return output === "-" || takesStream(output as string | undefined)
    ? msg`is for what is saved, and --output is ${output as string}`
    : undefined;
}

function ofMany({ args, options }: ParsedLine): Message | undefined {
  const source = args["source"] as FetchSource;
  const many = options["recursive"] === true || source.kind === "urls" && source.urls.length > 1;
  return many ? msg`is for one file` : undefined;
}

const options = {
  output: text({
    short: "o",
    value: "FILE",
    help:
      "where to save: a file, a folder, or - for standard output (default: this folder for a URL, else the temporary folder)",
  }),
  force: idleOption(flag({ short: "f", help: "replace a file that is there already" }), [toStream]),
  ...idleBy(
    {
      newer: flag({
        short: "N",
        help: "replace it only if the server's is newer or of another size, else leave it (URL only)",
      }),
      recursive: flag({
        short: "r",
        help: "everything below a folder of the web, as its listings show it (URL only)",
      }),
    },
    overRaw,
    toStream,
  ),
  ...idleBy(
    {
      level: number({
        value: "N",
        short: "l",
        min: 1,
        help: "how deep to go with --recursive; 1 is the files of the folder itself",
        shown: "64",
      }),
      "max-files": number({
        min: 1,
        default: 100_000,
        help: "most files and folders of a tree (--recursive)",
      }),
      "max-total": size(
        "SIZE",
        "most bytes of a tree, such as 10GB (--recursive; default: no limit)",
        parseSize,
      ),
    },
    overRaw,
    needsOneOf("recursive"),
  ),
  quiet: flag({ short: "q", help: "say nothing but errors" }),
  connections: idleOption(connectionsOption, [overRaw, toStream]),
  sha256: idleOption(sha256Option, [overRaw, toStream, ofMany]),
  retries: {
    ...idleOption(webClientOptions.retries, [overRaw, toStream]),
    help: "how many failures in a row to put up with (URL only)",
  },
  auth: idleOption(webClientOptions.auth, [overRaw]),
  cacert: {
    ...idleOption(webClientOptions.cacert, [overRaw]),
    help: "certificate to trust, besides the usual ones (PEM; URL only)",
  },
  ...clientOptions,
  trace: idleOption(clientOptions.trace, [overWeb]),
  ...limitOptions,
};

export default command({
  name: "files get",
  summary: "fetch files from a file server",
  description:
    "A file appears under its name only when all of it has come. From a URL, a broken download goes on where it stopped, " +
    "in this run or in the next.",
  args: { source: fetchSource() },
  options,
  examples: [
    { command: "netlab files get localhost 8766 notes.txt", does: "save notes.txt in the temporary folder" },
    { command: "netlab files get localhost:8766 a.iso -o .", does: "save a.iso in this folder" },
    {
      command: "netlab files get localhost 8766 notes.txt -o - | wc -l",
      does: "hand it to another program",
      systems: POSIX,
    },
    {
      command: "netlab files get http://192.168.1.20:8080/a.iso",
      does: "from a web server into this folder; the same again resumes",
    },
    {
      command: "netlab files get --connections 4 --sha256 9f86d0… https://example.org/a.iso",
      does: "in four parts, checked",
    },
    {
      command: "netlab files get -r -N http://192.168.1.20:8080/photos/",
      does: "a folder with all that is below it; the same again fetches what is new",
    },
  ],
  permissions: {
    net: { why: "the connection to the server" },
    read: {
      why: "whether the file is there, what came before, --cacert",
      if: "unless to standard output without --cacert",
      when: ({ options }) => options.output !== "-" || options.cacert !== undefined,
      files: ({ options }) => [options.output, options.cacert],
    },
    write: {
      why: "the file",
      if: "unless to standard output",
      when: ({ options }) => options.output !== "-",
    },
    sys: {
      why: "whether a part that is there already is ours",
      if: "from a URL",
      when: ({ args }) => args.source.kind === "urls",
    },
  },
  async run({ args: { source }, options }, context) {
    if (source.kind === "urls") {
      const { getUrls } = await import("./get_urls.ts");
      return await getUrls(source.urls, options, context);
    }
    const args = source;
    if (
      args.names.length > 1 && options.output !== undefined && options.output !== "-" &&
      !isFolder(options.output)
    ) {
      throw new UsageError(msg`several files need a folder, but --output is "${options.output}"`);
    }
    let failures = 0;
    const saved = new SavedFiles();
    for (const name of args.names) {
      try {
        await fetchOne(name, args.server, options, saved, context);
      } catch (error) {
        context.signal.throwIfAborted();
        if (error instanceof UsageError || error instanceof OutputClosedError) throw error;
        context.stderr.tell(
          prefixed(
            "netlab files get",
            msg`${escapeName(name)}: ${safeMessageOf(error)}`,
          ),
        );
        failures++;
      }
    }
    return failures === 0 ? 0 : 1;
  },
});

type GetOptions = OptionValues<typeof options>;

async function fetchOne(
  name: string,
  server: { hostname: string; port: number },
  options: GetOptions,
  saved: SavedFiles,
  program: CommandContext,
): Promise<void> {
  using limit = timeLimit(options, program.signal);
  const context = { ...program, signal: limit.signal };
  if (/[\n\r\0]/.test(name)) throw new UsageError(msg`a file name cannot contain a line end or NUL`);
  const target = await whereToSave(name, options, context);
  if (target.kind === "file") saved.refuseOwn(target.path, name);
  using dialled = await dialServer(server, dialingOf(options, context));
  const request = (begin: (size: number) => Promise<FileSink>) =>
    requestFile(dialled.connection, name, (size) => {
      if (size > (options["max-size"] ?? Infinity)) throw maxSizeExceeded(options["max-size"]!);
      return begin(size);
    }).catch((error) => {
      throw dialled.explain(error);
    });
  const started = performance.now();
  const size = target.kind === "file"
    ? await save(name, target.path, request, options, context)
    : await pass(target.kind === "device" ? target.path : undefined, request, context);
  if (target.kind === "file") saved.add(target.path, name);
  if (options.quiet) return;
  const summary = transferSummary(size, performance.now() - started);
  context.stderr.tell(whatBecame(escapeName(name), target, summary));
}

function whatBecame(name: string, target: OutputPath, summary: Message): Message {
  if (target.kind === "stdout") return msg`${name}: written to standard output (${summary})`;
  return target.kind === "file"
    ? msg`${name}: saved as ${target.path} (${summary})`
    : msg`${name}: written to ${target.path} (${summary})`;
}

/** Hands the bytes on as they come, to a device or to standard output. */
async function pass(
  device: string | undefined,
  request: (begin: (size: number) => Promise<FileSink>) => Promise<number>,
  { stdout }: CommandContext,
): Promise<number> {
  if (device === undefined) return await request(() => Promise.resolve((piece) => stdout.write(piece)));
  using file = await Deno.open(device, { write: true });
  return await request(() =>
    Promise.resolve(async (piece) => {
      for (let written = 0; written < piece.length;) written += await file.write(piece.subarray(written));
    })
  );
}

/**
 * Receives into a file that gets its name at the end; if anything goes wrong, nothing is left
 * behind.
 */
async function save(
  name: string,
  target: string,
  request: (begin: (size: number) => Promise<FileSink>) => Promise<number>,
  options: GetOptions,
  context: CommandContext,
): Promise<number> {
  using scope = new DisposableStack();
  let file: IncomingFile | undefined;
  const size = await request(async (size) => {
    file = scope.use(await IncomingFile.create(target));
    const incoming = file;
    const progress = scope.use(
      transferProgress(options.quiet ? "" : escapeName(name), size, context),
    );
    let received = 0;
    return async (piece) => {
      await incoming.write(piece);
      progress.update(received += piece.length);
    };
  });
  await file?.keep({ force: options.force });
  return size;
}
