import { dispositionName } from "../semantics/content_disposition.ts";
import { parseHttpDate } from "../semantics/http_date.ts";
import { savedName } from "../../fs/file_name.ts";
import type { Fields } from "../wire/request_head.ts";
import type { Fetch } from "./http_client.ts";
import { statusFailure } from "./http_failure.ts";
import { isOk } from "./response.ts";
import { contentLength } from "./response_head.ts";

/** What a server says about a file before it is fetched. */
export interface RemoteFile {
  /** Bytes, if the server says. */
  readonly size: number | undefined;
  /**
   * The value for If-Range: a strong tag, or else a date; without one, a broken download cannot be
   * resumed safely.
   */
  readonly validator: string | undefined;
  /** The server can send parts of it. */
  readonly ranges: boolean;
  /** The name to save it under. */
  readonly name: string | undefined;
  /** When it was changed, milliseconds since 1970. */
  readonly modified?: number | undefined;
  /** Where it was found, after all redirects. */
  readonly url?: string;
}

/**
 * Asks about a file without fetching it.
 *
 * @throws HttpFailure when there is none, or no server
 */
export async function probeRemoteFile(url: string, fetch: Fetch, signal: AbortSignal): Promise<RemoteFile> {
  using response = await fetch(url, { method: "HEAD", signal });
  // Servers that do not know HEAD, or signed an address for GET only, are asked with GET; that also
  // shows what is really wrong.
  if (NO_HEAD.includes(response.status)) return describeRemote(new Map(), url);
  if (!isOk(response)) throw statusFailure(response);
  return describeRemote(response.fields, response.url);
}

const NO_HEAD = [400, 403, 404, 405, 501];

/** What the head of an answer says about a file. @param url where it was found */
export function describeRemote(fields: Fields, url: string): RemoteFile {
  const length = fields.get("content-length");
  const tag = fields.get("etag");
  const date = fields.get("last-modified");
  const given = dispositionName(fields.get("content-disposition") ?? "");
  return {
    size: length === undefined ? undefined : contentLength(length),
    validator: tag?.startsWith('"') ? tag : date,
    ranges: fields.get("accept-ranges") === "bytes",
    name: (given === undefined ? undefined : savedName(given)) ?? nameInUrl(url),
    modified: date === undefined ? undefined : parseHttpDate(date),
    url,
  };
}

function nameInUrl(url: string): string | undefined {
  const last = new URL(url).pathname.split("/").at(-1)!;
  try {
    return savedName(decodeURIComponent(last));
  } catch {
    return savedName(last); // not UTF-8: as it is
  }
}
