import { basename, dirname } from "@std/path";
import type { OptionValues } from "../mod/cli/option.ts";
import { OutputClosedError, type System } from "../mod/cli/system.ts";
import { UsageError } from "../mod/cli/usage_error.ts";
import { download } from "../mod/http/client/download.ts";
import { sha256 } from "../mod/http/client/file_hash.ts";
import { PartialFile } from "../mod/http/client/partial_file.ts";
import { type Fetch, lookAtRemote, type RemoteFile } from "../mod/http/client/remote_file.ts";
import { streamUrl } from "../mod/http/client/stream_url.ts";
import { HttpFailure } from "../mod/http/client/http_failure.ts";
import { type RetryOptions, withRetries } from "../mod/http/client/with_retries.ts";
import { placeFile } from "../mod/http/upload/place_file.ts";
import { escapeControls } from "../mod/trace/render_event.ts";
import { type SaveTarget, saveTarget } from "./save_target.ts";
import { transferProgress, transferSummary } from "./transfer_progress.ts";
import { fetchFor, retriesFor, STALL, type urlOptions } from "./url_options.ts";

/** What {@linkcode getUrls} is told. */
export interface GetUrlOptions extends OptionValues<typeof urlOptions> {
  readonly output: string | undefined;
  readonly force: boolean;
  readonly quiet: boolean;
  /** Seconds. */
  readonly timeout: number;
}

/** Fetches files from the web, one after the other. @returns the exit code */
export async function getUrls(
  urls: readonly string[],
  options: GetUrlOptions,
  system: System,
): Promise<number> {
  if (urls.length > 1 && options.sha256 !== undefined) throw new UsageError("--sha256 is for one URL");
  using web = await fetchFor(options, system);
  let failures = 0;
  for (const url of urls) {
    try {
      await getUrl(new URL(url).href, web.fetch, options, system);
    } catch (error) {
      system.signal.throwIfAborted();
      if (error instanceof UsageError || error instanceof OutputClosedError) throw error;
      system.stderr.line(
        `netlab files get: ${escapeControls(shown(url))}: ${escapeControls((error as Error).message)}`,
      );
      failures++;
    }
  }
  return failures === 0 ? 0 : 1;
}

async function getUrl(url: string, fetch: Fetch, options: GetUrlOptions, system: System): Promise<void> {
  if (options.output === "-") return await pass(url, { kind: "stdout" }, fetch, system);
  const retrying = retriesFor(options, shown(url), system);
  const look = () => withRetries(() => lookAtRemote(url, fetch, system.signal), () => 0, retrying);
  const remote = await look();
  const target = await saveTarget(remote.name ?? "", options, system);
  if (target.kind !== "file") return await pass(url, target, fetch, system);
  const started = performance.now();
  const into = (remote: RemoteFile) => fetchInto(target.path, url, remote, fetch, options, system);
  const before = await restarting(into, remote, look, retrying);
  await verify(`${target.path}.part`, options.sha256);
  const policy = options.force ? "overwrite" : "error";
  await placeFile(`${target.path}.part`, dirname(target.path), basename(target.path), policy);
  const { size } = await Deno.stat(target.path);
  if (options.quiet) return;
  const resumed = before > 0 ? `, resumed at byte ${before}` : "";
  const summary = transferSummary(size - before, performance.now() - started);
  const name = escapeControls(remote.name ?? shown(url));
  system.stderr.line(`${name}: saved as ${escapeControls(target.path)} (${summary}${resumed})`);
}

/** Hands the bytes on as they come: what is not a file cannot be resumed. */
async function pass(url: string, target: SaveTarget, fetch: Fetch, system: System): Promise<void> {
  if (target.kind === "stdout") {
    return await streamUrl(url, fetch, (bytes) => system.stdout.write(bytes), system.signal);
  }
  using device = await Deno.open(target.path, { write: true });
  const write = async (bytes: Uint8Array) => {
    for (let written = 0; written < bytes.length;) written += await device.write(bytes.subarray(written));
  };
  await streamUrl(url, fetch, write, system.signal);
}

/** A file that changes while it is fetched is fetched anew, from its beginning. */
async function restarting(
  into: (remote: RemoteFile) => Promise<number>,
  first: RemoteFile,
  look: () => Promise<RemoteFile>,
  { retries, onRetry }: RetryOptions,
): Promise<number> {
  let remote = first;
  for (let starts = 0;; starts++) {
    try {
      return await into(remote);
    } catch (error) {
      if (!(error instanceof HttpFailure) || !error.options.changed || starts >= retries) throw error;
      onRetry?.(error, 0);
      const now = await look();
      // The same version, and yet not the part that was asked for: a server that only says it sends parts.
      const same = now.validator === remote.validator && now.size === remote.size;
      remote = same ? { ...now, ranges: false } : now;
    }
  }
}

/** @returns how many bytes an earlier run had left */
async function fetchInto(
  target: string,
  url: string,
  remote: RemoteFile,
  fetch: Fetch,
  options: GetUrlOptions,
  system: System,
): Promise<number> {
  using file = await PartialFile.open(target, url, remote);
  const before = file.received.size;
  using progress = await transferProgress(
    options.quiet ? "" : escapeControls(remote.name ?? ""),
    remote.size ?? 0,
    system,
  );
  try {
    await download(file, {
      ...retriesFor(options, shown(url), system),
      fetch,
      connections: options.connections,
      stall: options.timeout > 0 ? options.timeout * 1000 : STALL,
      onProgress: (received) => progress.update(received),
    });
  } catch (error) {
    if (!file.isOfUse) file.discard();
    else if (!isChanged(error) && !options.quiet) {
      system.stderr.line(
        `${file.received.size} bytes are kept in ${target}.part; the same command goes on from there`,
      );
    }
    throw error;
  }
  file.forget();
  return before;
}

function isChanged(error: unknown): boolean {
  return error instanceof HttpFailure && error.options.changed === true;
}

/** A file that is not what it should be is not kept: resuming it would never make it right. */
async function verify(path: string, wanted: string | undefined): Promise<void> {
  if (wanted === undefined) return;
  const found = await sha256(path);
  if (found === wanted) return;
  await Deno.remove(path);
  throw new Error(`the SHA-256 is ${found}, not ${wanted}; nothing was kept`);
}

/** An address without the password that may be in it. */
function shown(url: string): string {
  return url.replace(/\/\/[^/@]*@/, "//");
}
