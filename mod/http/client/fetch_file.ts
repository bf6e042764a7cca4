import { basename, dirname } from "@std/path";
import { msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import { giveName } from "../../fs/give_name.ts";
import { writeError } from "../../fs/write_error.ts";
import { download, type DownloadOptions } from "./download.ts";
import { sha256 } from "../../fs/file_hash.ts";
import { HttpFailure } from "./http_failure.ts";
import { PartialFile } from "./partial_file.ts";
import type { RemoteFile } from "./remote_file.ts";
import type { RetryOptions } from "./with_retries.ts";

/** How {@linkcode fetchFile} fetches. */
export interface FetchFileOptions extends Omit<DownloadOptions, "onProgress">, RetryOptions {
  /** Failures so far, shared by all steps of one transfer. */
  readonly count: { failures: number };
  /** Checks the remote file again. */
  probe(): Promise<RemoteFile>;
  /** An existing file may be replaced. */
  readonly force: boolean;
  /** The SHA-256 that the file must have, in hexadecimal digits. */
  readonly sha256: string | undefined;
  /** Starts showing the progress of a transfer, of `size` bytes if that is known. */
  progress(remote: RemoteFile): { update(received: number): void } & Disposable;
  /** Called when a transfer fails and its bytes are kept for the next run. */
  onKept?(bytes: number): void;
}

/** A file that was fetched. */
export interface FetchedFile {
  /** Bytes. */
  readonly size: number;
  /** How many of them came from an earlier run. */
  readonly before: number;
}

/**
 * Fetches a file under a temporary name; it gets its own when every byte is there and correct. The
 * bytes of a failed transfer are kept next to it, and the next one goes on from there.
 *
 * @param url without a password
 * @param path where it goes
 * @param remote the remote file, as {@linkcode FetchFileOptions.probe} finds it
 * @throws {Error} when it cannot be fetched, is not the expected file, or its name is taken
 */
export async function fetchFile(
  url: string,
  path: string,
  remote: RemoteFile,
  options: FetchFileOptions,
): Promise<FetchedFile> {
  const { file, before } = await restarting(
    (version) => fetchVersion(path, url, version, options),
    remote,
    options,
  );
  try {
    await verify(file, options.sha256, options.signal);
    await setTime(file);
    await commit(file.path, path, options.force);
  } catch (error) {
    if (!file.isOfUse) file.discard();
    throw error;
  }
  file.forget();
  return { size: (await Deno.stat(path)).size, before };
}

/** The file is as old as it is on the server: so it can be seen later whether that has a newer one. */
async function setTime({ path, remote: { modified } }: PartialFile): Promise<void> {
  if (modified === undefined) return;
  await Deno.utime(path, new Date(), new Date(modified)).catch(() => {/* a disk without such times */});
}

async function commit(from: string, path: string, force: boolean): Promise<void> {
  try {
    await giveName(from, dirname(path), basename(path), force ? "overwrite" : "error");
  } catch (error) {
    throw writeError(path, error);
  }
}

/** A complete file, closed. */
interface CompleteFile {
  readonly file: PartialFile;
  readonly before: number;
}

/** A file that changes while it is fetched is fetched again from the start. */
async function restarting(
  fetchIt: (remote: RemoteFile) => Promise<CompleteFile>,
  first: RemoteFile,
  { probe, retries, onRetry, count }: FetchFileOptions,
): Promise<CompleteFile> {
  let remote = first;
  while (true) {
    try {
      return await fetchIt(remote);
    } catch (error) {
      if (!isChanged(error) || ++count.failures > retries) throw error;
      onRetry?.(error, 0);
      const now = await probe();
      // The same version, and yet not the requested part: a server that only claims to send parts.
      const same = now.validator === remote.validator && now.size === remote.size;
      remote = same ? { ...now, ranges: false } : now;
    }
  }
}

async function fetchVersion(
  path: string,
  url: string,
  remote: RemoteFile,
  options: FetchFileOptions,
): Promise<CompleteFile> {
  using file = await PartialFile.open(path, url, remote);
  const before = file.received.size;
  using progress = options.progress(remote);
  try {
    await download(file, { ...options, onProgress: (received) => progress.update(received) });
  } catch (error) {
    if (!file.isOfUse) file.discard();
    else if (!isChanged(error)) options.onKept?.(file.received.size);
    throw error;
  }
  return { file, before };
}

function isChanged(error: unknown): error is HttpFailure {
  return error instanceof HttpFailure && error.options.changed === true;
}

/** A file with the wrong content is not kept: resuming it would never make it right. */
async function verify(file: PartialFile, wanted: string | undefined, signal: AbortSignal): Promise<void> {
  if (wanted === undefined) return;
  const found = await sha256(file.path, signal);
  if (found === wanted) return;
  file.discard();
  throw new MessageError(msg`the SHA-256 is ${found}, not ${wanted}; nothing was kept`);
}
