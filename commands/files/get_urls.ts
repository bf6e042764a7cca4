import { msg, prefixed } from "../../mod/i18n/message.ts";
import { MessageError } from "../../mod/i18n/message_error.ts";
import type { OptionValues } from "../../mod/cli/option.ts";
import { type CommandContext, OutputClosedError } from "../../mod/cli/command_context.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { fetchFile } from "../../mod/http/client/fetch_file.ts";
import type { Fetch } from "../../mod/http/client/http_client.ts";
import { tellingKeptEncoding } from "../../mod/http/client/kept_encoding.ts";
import { isFolder, type OutputPath } from "../../mod/http/client/output_path.ts";
import { isCurrent } from "../../mod/http/client/is_current.ts";
import { probeRemoteFile } from "../../mod/http/client/remote_file.ts";
import { SavedFiles } from "../../mod/http/client/saved_files.ts";
import { streamUrl } from "../../mod/http/client/stream_url.ts";
import { withRetries } from "../../mod/http/client/with_retries.ts";
import { safeMessageOf } from "../../mod/io/safe_message.ts";
import { escapeName } from "../../mod/io/visible_text.ts";
import { transferProgress, transferSummary } from "../../mod/terminal/transfer_progress.ts";
import {
  type LimitValues,
  retriesFor,
  timeLimit,
  webClient,
  type webClientOptions,
} from "../options/url_options.ts";
import { whereToSave } from "../options/where_to_save.ts";

/** The options of {@linkcode getUrls}. */
export interface GetUrlOptions extends OptionValues<typeof webClientOptions>, LimitValues {
  readonly connections: number | undefined;
  readonly sha256: string | undefined;
  readonly output: string | undefined;
  readonly force: boolean;
  readonly newer: boolean;
  readonly recursive: boolean;
  readonly level: number | undefined;
  readonly "max-files": number;
  readonly "max-total": number | undefined;
  readonly quiet: boolean;
  readonly ipv: "4" | "6" | undefined;
}

/** Fetches files from the web, one after the other. @returns the exit code */
export async function getUrls(
  urls: readonly string[],
  options: GetUrlOptions,
  context: CommandContext,
): Promise<number> {
  const web = await webClient(options, context);
  let failures = 0;
  const saved = new SavedFiles();
  for (const url of urls) {
    try {
      const { fetch, url: bare } = web.for(url);
      const client = options.quiet ? fetch : tellingKeptEncoding(fetch, (coding) =>
        context.stderr.tell(
          msg`${escapeName(bare)}: the server sends it encoded as ${escapeName(coding)}; it is kept so`,
        ));
      if (options.recursive) {
        const { getTree } = await import("./get_tree.ts");
        const failed = await getTree(bare, client, options, saved, context);
        failures += failed ?? 0;
        if (failed !== undefined) continue;
      }
      using limit = timeLimit(options, context.signal);
      await getUrl(bare, client, options, saved, { ...context, signal: limit.signal });
    } catch (error) {
      context.signal.throwIfAborted();
      if (error instanceof UsageError || error instanceof OutputClosedError) throw error;
      context.stderr.tell(
        prefixed(
          "netlab files get",
          msg`${escapeName(withoutPassword(url))}: ${safeMessageOf(error)}`,
        ),
      );
      failures++;
    }
  }
  return failures === 0 ? 0 : 1;
}

async function getUrl(
  url: string,
  fetch: Fetch,
  options: GetUrlOptions,
  saved: SavedFiles,
  context: CommandContext,
): Promise<void> {
  const { signal, stderr } = context;
  const maxSize = options["max-size"] ?? Infinity;
  if (options.output === "-") return await pass(url, { kind: "stdout" }, fetch, maxSize, context);
  const retrying = retriesFor(options, url, signal, context);
  const probe = () => withRetries(() => probeRemoteFile(url, fetch, signal), () => 0, retrying);
  const remote = await probe();
  const force = options.force || options.newer;
  if (remote.name === undefined && (options.output === undefined || isFolder(options.output))) {
    throw new MessageError(
      msg`it has no file name; if it is a folder, -r fetches all that is in it, and -o FILE saves its page`,
    );
  }
  const target = await whereToSave(remote.name ?? "", { output: options.output, force }, context, Deno.cwd());
  if (target.kind !== "file") return await pass(url, target, fetch, maxSize, context);
  saved.refuseOwn(target.path, url);
  const name = escapeName(remote.name ?? url);
  const path = escapeName(target.path);
  if (options.newer && !options.force && isCurrent(target.path, remote)) {
    if (!options.quiet) stderr.tell(msg`${name}: ${path} is up to date`);
    return;
  }
  const started = performance.now();
  const { size, before } = await fetchFile(url, target.path, remote, {
    ...retrying,
    fetch,
    probe,
    maxSize,
    connections: options.connections ?? 1,
    force,
    sha256: options.sha256,
    progress: ({ name, size }) =>
      transferProgress(options.quiet ? "" : escapeName(name ?? ""), size ?? 0, context),
    onKept: (bytes) => {
      if (options.quiet) return;
      stderr.tell(msg`${bytes} bytes are kept in ${target.path}.part; the same command goes on from there`);
    },
  });
  saved.add(target.path, url);
  if (options.quiet) return;
  const summary = transferSummary(size - before, performance.now() - started);
  stderr.tell(
    before > 0
      ? msg`${name}: saved as ${path} (${summary}, resumed at byte ${before})`
      : msg`${name}: saved as ${path} (${summary})`,
  );
}

/** Hands the bytes on as they come: only a file can be resumed. */
async function pass(
  url: string,
  target: OutputPath,
  fetch: Fetch,
  maxSize: number,
  context: CommandContext,
): Promise<void> {
  const { signal, stdout } = context;
  if (target.kind === "stdout") {
    return await streamUrl(url, fetch, (bytes) => stdout.write(bytes), { signal, maxSize });
  }
  using device = await Deno.open(target.path, { write: true });
  const write = async (bytes: Uint8Array) => {
    for (let written = 0; written < bytes.length;) written += await device.write(bytes.subarray(written));
  };
  await streamUrl(url, fetch, write, { signal, maxSize });
}

/** An address without the password that may be in it. */
function withoutPassword(url: string): string {
  return url.replace(/\/\/[^/@]*@/, "//");
}
