import { basename, dirname } from "@std/path";
import { AtomicFile } from "../../fs/atomic_file.ts";
import { giveName } from "../../fs/give_name.ts";
import { temporaryName } from "../../fs/temporary_name.ts";
import { writeError } from "../../fs/write_error.ts";
import type { Fetch } from "./http_client.ts";
import { statusFailure } from "./http_failure.ts";
import { describeRemote, type RemoteFile } from "./remote_file.ts";
import { firstWords, isOk, type Response } from "./response.ts";

/** A file up to this is small, bytes: it is quicker fetched again than gone on with. */
export const SMALL_FILE = 256 * 1024;

/** How {@linkcode fetchSmallFile} fetches. */
export interface FetchSmallOptions {
  readonly fetch: Fetch;
  readonly signal: AbortSignal;
  /** The most bytes to take, of a small file. */
  readonly maxSize: number;
  /** An existing file may be replaced. */
  readonly force: boolean;
}

/**
 * Fetches a file with one request, if it is small: a tree has thousands of these.
 *
 * @param path where it goes; it is there when all of it is, with the server's date
 * @returns its size, bytes; or what the server says about one that is not small, of which nothing is kept
 * @throws HttpFailure when it cannot be fetched, FsError when it cannot be written or its name is taken
 */
export async function fetchSmallFile(
  url: string,
  path: string,
  { fetch, signal, maxSize, force }: FetchSmallOptions,
): Promise<number | RemoteFile> {
  using response = await fetch(url, { signal });
  if (!isOk(response)) throw statusFailure(response, await firstWords(response));
  const remote = describeRemote(response.fields, response.url);
  const limit = Math.min(SMALL_FILE, maxSize);
  const bytes = (remote.size ?? 0) > limit ? undefined : await allOf(response, limit);
  if (bytes === undefined) return remote;
  try {
    using file = await AtomicFile.create(temporaryName(path));
    await file.write(bytes);
    const { modified } = remote;
    if (modified !== undefined) {
      await Deno.utime(file.path, new Date(), new Date(modified)).catch(
        () => {/* a disk without such times */},
      );
    }
    await giveName(file.path, dirname(path), basename(path), force ? "overwrite" : "error");
  } catch (error) {
    throw writeError(path, error);
  }
  return bytes.length;
}

/** @returns undefined when it is longer */
async function allOf(response: Response, limit: number): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let bytes = await response.read(); bytes !== null; bytes = await response.read()) {
    if ((length += bytes.length) > limit) return undefined;
    pieces.push(bytes.slice());
  }
  const [only = new Uint8Array(0), ...more] = pieces;
  return more.length === 0 ? only : new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer());
}
