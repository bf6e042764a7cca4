import { basename } from "@std/path";
import { type Message, msg, ownText, prefixed } from "../../mod/i18n/message.ts";
import { MessageError, messageOf } from "../../mod/i18n/message_error.ts";
import { command, POSIX } from "../../mod/cli/command.ts";
import { idleBy, idleOption } from "../../mod/cli/idle_options.ts";
import { flag, number, type OptionValues, type ParsedLine, text } from "../../mod/cli/option.ts";
import type { Positional } from "../../mod/cli/positional.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { lastPart, portableName } from "../../mod/fs/file_name.ts";
import type { Fetch } from "../../mod/http/client/http_client.ts";
import { isFolder } from "../../mod/http/client/output_path.ts";
import { HttpFailure, maxSizeExceeded } from "../../mod/http/client/http_failure.ts";
import { isSame } from "../../mod/http/client/is_current.ts";
import { whatIsThere } from "../../mod/http/client/what_is_there.ts";
import { withRetries } from "../../mod/http/client/with_retries.ts";
import { encodeName } from "../../mod/http/files/decode_path.ts";
import { temporaryFolder } from "../../mod/system/temporary_folder.ts";
import { type LocalFile, upload } from "../../mod/http/client/upload.ts";
import { UploadMemory } from "../../mod/http/client/upload_memory.ts";
import { safeMessageOf } from "../../mod/io/safe_message.ts";
import { escapeName } from "../../mod/io/visible_text.ts";
import { aloneMessage, readInput } from "../options/read_input.ts";
import { ipvOption } from "../options/ipv_option.ts";
import { isUrl, refuseOtherSchemes } from "../options/fetch_source.ts";
import { transferProgress, transferSummary } from "../../mod/terminal/transfer_progress.ts";
import { limitOptions, retriesFor, timeLimit, webClient, webClientOptions } from "../options/url_options.ts";

/** Stands for standard input. */
const INPUT = "-";

/** Of what is in folders. */
function withoutFolder({ args }: ParsedLine): Message | undefined {
  return pathsOf(args).some(isFolder) ? undefined : msg`is for folders, and none is sent`;
}

function pathsOf(args: ParsedLine["args"]): readonly string[] {
  return (args["what"] as { paths: string[] }).paths;
}

const options = {
  name: idleOption(text({ value: "NAME", help: "what to call the file there (default: its own name)" }), [
    ({ args }) => pathsOf(args).length > 1 ? msg`is for one file` : undefined,
  ]),
  newer: idleOption(flag({ short: "N", help: "replace what is older there or of another size" }), [
    ({ args }) => pathsOf(args).includes(INPUT) ? msg`is for files: standard input has no date` : undefined,
  ]),
  force: flag({ short: "f", help: "send everything anew, and replace what is there" }),
  ...idleBy({
    hidden: flag({ help: "files in a folder whose name starts with a dot go along" }),
    connections: number({
      value: "N",
      short: "j",
      min: 1,
      max: 32,
      default: 4,
      help: "files of a folder to send at once",
    }),
  }, withoutFolder),
  quiet: flag({ short: "q", help: "say nothing but errors" }),
  ...webClientOptions,
  ipv: ipvOption(),
  ...limitOptions,
};

type Options = OptionValues<typeof options>;

export default command({
  name: "files put",
  summary: "send files to a server that takes uploads",
  description:
    "A broken upload goes on where it stopped, in this run or in the next, with every server that speaks the tus protocol " +
    "(such as netlab files serve --upload); with others the file is sent by PUT. A folder goes with all that is below it; the " +
    "same again sends what is new.",
  args: { what: filesAndUrl() },
  options,
  examples: [
    {
      command: "tar c lab | netlab files put - http://192.168.1.20:8080/ --name lab.tar",
      does: "what another program writes",
      systems: POSIX,
    },
    { command: "netlab files put report.pdf http://192.168.1.20:8080/", does: "send report.pdf" },
    {
      command: "netlab files put *.jpg http://192.168.1.20:8080/photos/",
      does: "send several files into a folder",
    },
    {
      command: "netlab files put lab http://192.168.1.20:8080/",
      does: "send the folder lab; the same again sends what is new",
    },
  ],
  permissions: {
    net: { why: "the connection to the server" },
    read: {
      why: "the files, and the key of a student",
      files: (
        { args: { what }, options },
      ) => [...what.paths.filter((path) => path !== INPUT), options.cacert],
    },
    write: { why: "where a broken upload goes on, and standard input until it is sent" },
    sys: { why: "whether a note about a broken upload is ours" },
  },
  async run({ args: { what }, options }, context) {
    if (what.paths.includes(INPUT)) {
      if (what.paths.length > 1) throw new UsageError(aloneMessage());
      if (options.name === undefined) {
        throw new UsageError(msg`standard input has no name: --name gives it one`);
      }
    }
    if (portableName(lastPart(options.name ?? "a")) === undefined) {
      throw new UsageError(msg`--name is no name for a file`);
    }
    const { fetch, url } = (await webClient(options, context)).for(
      await ownAddress(what.url, options, context),
    );
    let failures = 0;
    for (const path of what.paths) {
      try {
        if (isFolder(path)) {
          const { putTree } = await import("./put_tree.ts");
          failures += await putTree(path, url, fetch, options, context);
          continue;
        }
        using limit = timeLimit(options, context.signal);
        const limited = { ...context, signal: limit.signal };
        await (path === INPUT
          ? putInput(url, fetch, options, limited)
          : putOne(path, url, fetch, options, limited));
      } catch (error) {
        context.signal.throwIfAborted();
        context.stderr.tell(
          prefixed(
            "netlab files put",
            msg`${escapeName(path)}: ${safeMessageOf(error)}`,
          ),
        );
        failures++;
      }
    }
    return failures === 0 ? 0 : 1;
  },
});

/**
 * Where a student hands in: to the address of a class, files go by the key that `netlab check --class` has kept; to
 * any other address as it was typed.
 */
async function ownAddress(typed: string, { quiet }: Options, context: CommandContext): Promise<string> {
  const url = new URL(typed);
  if (url.pathname !== "/" || url.search !== "") return typed;
  const { studentKeys } = await import("../../mod/lab/class/client/student_keys.ts");
  const [kept] = studentKeys(context.env).kept({ origin: url.origin });
  if (kept === undefined) return typed;
  if (!quiet) context.stderr.tell(msg`handing in as ${kept.name}`);
  url.pathname = `/s/${kept.key}/`;
  return url.href;
}

/**
 * Sends standard input. It is read to its end first: an upload can only be gone on with when its bytes can be
 * read again, and tells its length at the beginning.
 */
async function putInput(url: string, fetch: Fetch, options: Options, context: CommandContext): Promise<void> {
  using input = await readInput({ inMemory: -1, maxSize: options["max-size"] }, context);
  if (input.kind === "file") await putOne(input.path, url, fetch, options, context);
}

async function putOne(
  path: string,
  url: string,
  fetch: Fetch,
  options: Options,
  context: CommandContext,
): Promise<void> {
  const info = await Deno.stat(path).catch(() => undefined);
  if (info === undefined) throw new MessageError(msg`there is no such file`);
  if (!info.isFile) throw new MessageError(msg`it is neither a file nor a folder`);
  const file: LocalFile = { path, name: options.name ?? basename(path), size: info.size };
  if (info.size > (options["max-size"] ?? Infinity)) throw maxSizeExceeded(options["max-size"]!);
  const modified = info.mtime?.getTime() ?? 0;
  const retrying = retriesFor(options, file.name, context.signal, context);
  const there = () => whatIsThere(url + encodeName(file.name), fetch, context.signal);
  const asked = options.newer || options.force;
  const remote = asked ? await withRetries(there, () => 0, retrying) : undefined;
  if (remote !== undefined && !options.force && isSame({ size: info.size, modified }, remote)) {
    if (!options.quiet) context.stderr.tell(msg`${escapeName(file.name)}: the server's is up to date`);
    return;
  }
  const memory = new UploadMemory(url, file, modified, temporaryFolder(context.env));
  const started = performance.now();
  using progress = transferProgress(options.quiet ? "" : escapeName(file.name), file.size, context);
  await upload(file, {
    ...retrying,
    fetch,
    url,
    replace: remote !== undefined,
    begun: memory.address,
    onBegin: (address) => memory.remember(address),
    onProgress: (sent) => progress.update(sent),
  }).catch(async (error) => {
    if (!(error instanceof HttpFailure) || error.options.status !== 409) throw error;
    // 409 may mean other things on other servers.
    if (await there().catch(() => undefined) === undefined) throw error;
    throw new MessageError(
      msg`${messageOf(error)} (--name sends it under another name, --force replaces what is there)`,
    );
  });
  memory.forget();
  if (options.quiet) return;
  context.stderr.tell(
    msg`${escapeName(file.name)}: sent (${transferSummary(file.size, performance.now() - started)})`,
  );
}

function filesAndUrl(): Positional<{ paths: string[]; url: string }> {
  return {
    usage: "FILE|DIR… URL",
    help: "files and folders to send (- is standard input), and the folder on the server",
    take(left) {
      const url = left.at(-1);
      refuseOtherSchemes(url);
      if (!isUrl(url)) throw new MessageError(msg`the URL of a folder on the server is missing at the end`);
      if (left.length < 2) throw new MessageError(msg`${ownText("FILE")} is missing`);
      const paths = left.splice(0).slice(0, -1);
      const folder = new URL(url!);
      if (!folder.pathname.endsWith("/")) folder.pathname += "/";
      return { paths, url: folder.href };
    },
  };
}
