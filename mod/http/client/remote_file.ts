import { dispositionName } from "../semantics/content_disposition.ts";
import { savedName } from "../../fs/local_name.ts";
import type { Fields } from "../wire/request_head.ts";
import type { Fetch } from "./http_client.ts";
import { statusFailure } from "./http_failure.ts";
import { isOk } from "./response.ts";
import { contentLength } from "./response_head.ts";

/** What a server says of a file before it is fetched. */
export interface RemoteFile {
  /** Bytes, if they are told. */
  readonly size: number | undefined;
  /** What If-Range takes: a strong tag, else a date; without one, a broken download cannot be resumed safely. */
  readonly validator: string | undefined;
  /** Parts of it can be had. */
  readonly ranges: boolean;
  /** What to save it as. */
  readonly name: string | undefined;
}

/**
 * Asks for a file without fetching it.
 *
 * @throws HttpFailure when there is none, or no server
 */
export async function probeRemoteFile(url: string, fetch: Fetch, signal: AbortSignal): Promise<RemoteFile> {
  using response = await fetch(url, { method: "HEAD", signal });
  // Servers that know no HEAD, or signed an address for GET alone, are asked with GET; that tells what is really wrong, too.
  if (NO_HEAD.includes(response.status)) return describe(new Map(), url);
  if (!isOk(response)) throw statusFailure(response);
  return describe(response.fields, response.url);
}

const NO_HEAD = [400, 403, 404, 405, 501];

function describe(fields: Fields, url: string): RemoteFile {
  const length = fields.get("content-length");
  const tag = fields.get("etag");
  const given = dispositionName(fields.get("content-disposition") ?? "");
  return {
    size: length === undefined ? undefined : contentLength(length),
    validator: tag?.startsWith('"') ? tag : fields.get("last-modified"),
    ranges: fields.get("accept-ranges") === "bytes",
    name: (given === undefined ? undefined : savedName(given)) ?? nameInUrl(url),
  };
}

function nameInUrl(url: string): string | undefined {
  const last = new URL(url).pathname.split("/").at(-1)!;
  try {
    return savedName(decodeURIComponent(last));
  } catch {
    return savedName(last); // not UTF-8: as it stands there
  }
}
