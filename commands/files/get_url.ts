import { basename, dirname } from "@std/path";
import type { OptionValues } from "../../mod/cli/option.ts";
import { type CommandContext, OutputClosedError } from "../../mod/cli/command_context.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { download, type DownloadOptions } from "../../mod/http/client/download.ts";
import { sha256 } from "../../mod/http/client/file_hash.ts";
import { PartialFile } from "../../mod/http/client/partial_file.ts";
import type { Fetch } from "../../mod/http/client/http_client.ts";
import { probeRemoteFile, type RemoteFile } from "../../mod/http/client/remote_file.ts";
import { streamUrl } from "../../mod/http/client/stream_url.ts";
import { HttpFailure } from "../../mod/http/client/http_failure.ts";
import { isOk } from "../../mod/http/client/response.ts";
import { type RetryOptions, withRetries } from "../../mod/http/client/with_retries.ts";
import { commitUpload } from "../../mod/http/files/upload/commit_upload.ts";
import { escapeControls } from "../../mod/trace/render_event.ts";
import { type OutputPath, outputPath } from "./output_path.ts";
import { transferProgress, transferSummary } from "../../mod/terminal/transfer_progress.ts";
import {
  type LimitValues,
  retriesFor,
  timeLimit,
  type urlOptions,
  webClient,
} from "../options/url_options.ts";

/** What {@linkcode getUrls} is told. */
export interface GetUrlOptions extends OptionValues<typeof urlOptions>, LimitValues {
  readonly output: string | undefined;
  readonly force: boolean;
  readonly quiet: boolean;
  readonly ipv: "4" | "6" | undefined;
}

/** Fetches files from the web, one after the other. @returns the exit code */
export async function getUrls(
  urls: readonly string[],
  options: GetUrlOptions,
  context: CommandContext,
): Promise<number> {
  if (urls.length > 1 && options.sha256 !== undefined) throw new UsageError("--sha256 is for one URL");
  const web = await webClient(options, context);
  let failures = 0;
  for (const url of urls) {
    try {
      using limit = timeLimit(options, context.signal);
      const { fetch, url: bare } = web.for(url);
      await getUrl(bare, options.quiet ? fetch : keptAsSent(fetch, bare, context), options, {
        ...context,
        signal: limit.signal,
      });
    } catch (error) {
      context.signal.throwIfAborted();
      if (error instanceof UsageError || error instanceof OutputClosedError) throw error;
      context.stderr.line(
        `netlab files get: ${escapeControls(withoutPassword(url))}: ${
          escapeControls((error as Error).message)
        }`,
      );
      failures++;
    }
  }
  return failures === 0 ? 0 : 1;
}

/** Says it when bytes are not those of the file but packed ones, which a server should not send unasked. */
function keptAsSent(fetch: Fetch, url: string, context: CommandContext): Fetch {
  let said = false;
  return async (...request) => {
    const response = await fetch(...request);
    const coding = response.fields.get("content-encoding")?.trim().toLowerCase() ?? "identity";
    if (isOk(response) && coding !== "identity" && !PACKED.test(new URL(response.url).pathname) && !said) {
      said = true;
      context.stderr.line(
        `${escapeControls(url)}: the server sends it encoded as ${escapeControls(coding)}; it is kept so`,
      );
    }
    return response;
  };
}

/** Some servers call what is packed by itself packed on the way. */
const PACKED = /\.(gz|tgz|z|svgz|br|zst|bz2|xz)$/i;

async function getUrl(
  url: string,
  fetch: Fetch,
  options: GetUrlOptions,
  context: CommandContext,
): Promise<void> {
  const maxSize = options["max-size"] ?? Infinity;
  if (options.output === "-") return await pass(url, { kind: "stdout" }, fetch, maxSize, context);
  const retrying = retriesFor(options, url, context.signal, context);
  const look = () => withRetries(() => probeRemoteFile(url, fetch, context.signal), () => 0, retrying);
  const remote = await look();
  const target = await outputPath(remote.name ?? "", options, context);
  if (target.kind !== "file") return await pass(url, target, fetch, maxSize, context);
  const started = performance.now();
  const into = (remote: RemoteFile) =>
    fetchInto(target.path, url, remote, { ...retrying, fetch, maxSize }, options, context);
  const { file, before } = await restarting(into, remote, look, retrying);
  try {
    await verify(file, options.sha256, context.signal);
    const policy = options.force ? "overwrite" : "error";
    await commitUpload(file.path, dirname(target.path), basename(target.path), policy);
  } catch (error) {
    if (!file.isOfUse) file.discard();
    throw error;
  }
  file.forget();
  const { size } = await Deno.stat(target.path);
  if (options.quiet) return;
  const resumed = before > 0 ? `, resumed at byte ${before}` : "";
  const summary = transferSummary(size - before, performance.now() - started);
  const name = escapeControls(remote.name ?? url);
  context.stderr.line(`${name}: saved as ${escapeControls(target.path)} (${summary}${resumed})`);
}

/** Hands the bytes on as they come: what is not a file cannot be resumed. */
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

/** A file that changes while it is fetched is fetched anew, from its beginning. */
async function restarting(
  into: (remote: RemoteFile) => Promise<Fetched>,
  first: RemoteFile,
  look: () => Promise<RemoteFile>,
  { retries, onRetry, count }: RetryOptions & { count: { failures: number } },
): Promise<Fetched> {
  let remote = first;
  while (true) {
    try {
      return await into(remote);
    } catch (error) {
      if (!(error instanceof HttpFailure) || !error.options.changed || ++count.failures > retries) {
        throw error;
      }
      onRetry?.(error, 0);
      const now = await look();
      // The same version, and yet not the part that was asked for: a server that only says it sends parts.
      const same = now.validator === remote.validator && now.size === remote.size;
      remote = same ? { ...now, ranges: false } : now;
    }
  }
}

/** A file of which every byte is there, closed. */
interface Fetched {
  readonly file: PartialFile;
  /** How many bytes an earlier run had left. */
  readonly before: number;
}

async function fetchInto(
  target: string,
  url: string,
  remote: RemoteFile,
  transfer: Omit<DownloadOptions, "connections">,
  options: GetUrlOptions,
  context: CommandContext,
): Promise<Fetched> {
  using file = await PartialFile.open(target, url, remote);
  const before = file.received.size;
  using progress = await transferProgress(
    options.quiet ? "" : escapeControls(remote.name ?? ""),
    remote.size ?? 0,
    context,
  );
  try {
    await download(file, {
      ...transfer,
      connections: options.connections,
      onProgress: (received) => progress.update(received),
    });
  } catch (error) {
    if (!file.isOfUse) file.discard();
    else if (!isChanged(error) && !options.quiet) {
      context.stderr.line(
        `${file.received.size} bytes are kept in ${target}.part; the same command goes on from there`,
      );
    }
    throw error;
  }
  return { file, before };
}

function isChanged(error: unknown): boolean {
  return error instanceof HttpFailure && error.options.changed === true;
}

/** A file that is not what it should be is not kept: resuming it would never make it right. */
async function verify(file: PartialFile, wanted: string | undefined, signal: AbortSignal): Promise<void> {
  if (wanted === undefined) return;
  const found = await sha256(file.path, signal);
  if (found === wanted) return;
  file.discard();
  throw new Error(`the SHA-256 is ${found}, not ${wanted}; nothing was kept`);
}

/** An address without the password that may be in it. */
function withoutPassword(url: string): string {
  return url.replace(/\/\/[^/@]*@/, "//");
}
