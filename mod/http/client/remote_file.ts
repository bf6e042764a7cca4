import { dispositionName } from "../semantics/content_disposition.ts";
import { savedName } from "../../services/files/local_name.ts";
import { connectionFailure, statusFailure } from "./http_failure.ts";

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

/** `fetch`, with everything that is the same for all requests of a transfer. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Asks for a file without fetching it.
 *
 * @throws HttpFailure when there is none, or no server
 */
export async function lookAtRemote(url: string, fetch: Fetch, signal: AbortSignal): Promise<RemoteFile> {
  const response = await send(fetch, url, { method: "HEAD", signal });
  await response.body?.cancel();
  // Servers that know no HEAD, or signed an address for GET alone, are asked with GET; that tells what is really wrong, too.
  if (NO_HEAD.includes(response.status)) return describe(new Response(null), url);
  if (!response.ok) throw statusFailure(response);
  return describe(response, url);
}

const NO_HEAD = [400, 403, 404, 405, 501];

/** Sends a request; what goes wrong below HTTP becomes an HttpFailure. */
export async function send(fetch: Fetch, url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    init.signal?.throwIfAborted();
    throw connectionFailure(error);
  }
}

function describe(response: Response, url: string): RemoteFile {
  const { headers } = response;
  const length = headers.get("content-length");
  const coded = headers.has("content-encoding");
  const tag = headers.get("etag");
  const given = dispositionName(headers.get("content-disposition") ?? "");
  return {
    size: length === null || coded ? undefined : Number(length),
    validator: tag?.startsWith('"') ? tag : headers.get("last-modified") ?? undefined,
    ranges: headers.get("accept-ranges") === "bytes" && !coded,
    name: (given === undefined ? undefined : savedName(given)) ?? nameInUrl(response.url || url),
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
