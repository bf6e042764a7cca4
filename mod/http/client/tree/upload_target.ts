/*
Where a tree is sent to: a server that makes folders as files come into them (tus, with their `relativePath`),
or one on which they are made first (MKCOL, RFC 4918 §9.3) and files sent into them. What is in a folder already is asked for once, if the server lists it.
*/

import { msg } from "../../../i18n/message.ts";
import { encodeName } from "../../files/decode_path.ts";
import type { Fetch } from "../http_client.ts";
import { HttpFailure, statusFailure } from "../http_failure.ts";
import { type RetryOptions, withRetries } from "../with_retries.ts";

/** How a server takes a tree. */
export interface UploadTarget {
  /** The folder on the server, ending in `/`. */
  readonly url: string;
  /** It speaks tus. */
  readonly tus: boolean;
  /** It makes the folders that files are sent with. */
  readonly makesFolders: boolean;
  /** A small file may come with the request that begins it. */
  readonly withUpload: boolean;
}

/**
 * Our server says by this word among its extensions that it makes the folders of `relativePath`; others know
 * the field, and nobody can tell what they do with it.
 */
const RELATIVE_PATH = "relative-path";

/**
 * Asks a server how it takes files (OPTIONS).
 *
 * @throws HttpFailure when it cannot be reached, or has no such folder
 */
export async function uploadTarget(url: string, fetch: Fetch, retrying: RetryOptions): Promise<UploadTarget> {
  const { signal } = retrying;
  using there = await withRetries(() => fetch(url, { method: "HEAD", signal }), () => 0, retrying);
  if (there.status === 404) throw noSuchFolder();
  if (there.status === 401) throw statusFailure(there);
  using response = await withRetries(() => fetch(url, { method: "OPTIONS", signal }), () => 0, retrying);
  const extensions = (response.fields.get("tus-extension") ?? "").split(",").map((each) => each.trim());
  return {
    url,
    tus: extensions.includes("creation"),
    makesFolders: extensions.includes(RELATIVE_PATH),
    withUpload: extensions.includes("creation-with-upload"),
  };
}

/** The address of a folder below the target. @param names from there down */
export function folderAddress({ url }: UploadTarget, names: readonly string[]): string {
  return url + names.map((name) => `${encodeName(name)}/`).join("");
}

/** What the server answers for a place below which there is nothing. */
export function noSuchFolder(): HttpFailure {
  return new HttpFailure(msg`The server has no such folder`, { again: false, status: 404 });
}
