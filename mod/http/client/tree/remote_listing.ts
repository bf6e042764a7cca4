import { msg } from "../../../i18n/message.ts";
import { encodeName } from "../../files/decode_path.ts";
import type { Fetch } from "../http_client.ts";
import { HttpFailure, statusFailure } from "../http_failure.ts";
import { firstWords, isOk, type Response } from "../response.ts";
import { pageLinks } from "./page_links.ts";

/** Something in a folder of a server. */
export interface RemoteEntry {
  /** As the server calls it; not to be trusted. */
  readonly name: string;
  readonly kind: "file" | "folder";
  readonly url: string;
  /** Bytes, if the listing says exactly. */
  readonly size?: number | undefined;
  /** Milliseconds since 1970, if it does. */
  readonly modified?: number | undefined;
}

/** What a server has in a folder. */
export interface RemoteListing {
  /** Where it was found, after all redirects, ending in `/`. */
  readonly url: string;
  readonly entries: readonly RemoteEntry[];
}

/** The longest listing that is read, bytes: that of some hundred thousand files. */
const LONGEST = 64 * 1024 * 1024;

/**
 * Asks a server what is in a folder: netlab's own listing for programs, nginx's, or the links of any page
 * that lead to what is directly below it.
 *
 * @param url of the folder
 * @returns undefined: there is a file
 * @throws HttpFailure when there is nothing, or nothing that lists files
 */
export async function remoteListing(
  url: string,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<RemoteListing | undefined> {
  const { response: answer, refused } = await listingAnswer(url, fetch, signal);
  using response = answer;
  if (!isOk(response)) throw statusFailure(response, await firstWords(response));
  const place = new URL(response.url);
  place.search = place.hash = "";
  const type = (response.fields.get("content-type") ?? "").split(";")[0]!.trim().toLowerCase();
  if (!place.pathname.endsWith("/")) return undefined;
  if (/[/+]json$/.test(type)) return listed(place, jsonEntries(await textOf(response), place));
  if (!/^(text\/html|application\/xhtml\+xml)$/.test(type)) throw notAListing();
  const found = listed(place, pageEntries(await textOf(response), place));
  // A page without a single file, of which no listing may be had: a drop box, or nothing that is a folder.
  if (found.entries.length === 0 && refused !== undefined) throw refused;
  return found;
}

/** Servers that do not know `?json` send the usual page; one that minds it is asked without. */
async function listingAnswer(
  url: string,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<{ response: Response; refused?: HttpFailure }> {
  const asked = new URL(url);
  const may = asked.pathname.endsWith("/") && asked.search === "";
  if (may) asked.search = "?json";
  const response = await fetch(asked.href, { signal, staying: true });
  if (!may || !MINDED.includes(response.status)) return { response };
  const refused = response.status === 403 ? statusFailure(response, await firstWords(response)) : undefined;
  response[Symbol.dispose]();
  const page = await fetch(url, { signal, staying: true });
  return refused === undefined ? { response: page } : { response: page, refused };
}

const MINDED = [400, 403, 404, 406, 414, 422, 501];

function listed(place: URL, entries: Iterable<RemoteEntry>): RemoteListing {
  const unique = new Map<string, RemoteEntry>();
  for (const entry of entries) if (!unique.has(entry.url)) unique.set(entry.url, entry);
  return { url: place.href, entries: [...unique.values()] };
}

function* pageEntries(html: string, place: URL): Generator<RemoteEntry> {
  for (const href of pageLinks(html)) {
    const url = URL.parse(href, place.href);
    // An order of the listing, or a place in it: not another file.
    if (url === null || url.search !== "") continue;
    url.hash = "";
    if (url.origin !== place.origin || !url.pathname.startsWith(place.pathname)) continue;
    const [name, ...rest] = url.pathname.slice(place.pathname.length).split("/");
    if (!name || rest.length > 1 || rest[0]) continue;
    yield { name: decoded(name), kind: rest.length === 1 ? "folder" : "file", url: url.href };
  }
}

function* jsonEntries(text: string, place: URL): Generator<RemoteEntry> {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw notAListing();
  }
  const entries = Array.isArray(found) ? found : (found as { entries?: unknown } | null)?.entries;
  if (!Array.isArray(entries)) throw notAListing();
  for (const entry of entries) {
    const { name, type, size, modified } = (entry ?? {}) as Record<string, unknown>;
    if (typeof name !== "string" || name === "" || name.includes("/")) continue;
    const isFolder = type === "folder" || type === "directory";
    const time = typeof modified === "string" ? Date.parse(modified) : NaN;
    yield {
      name,
      kind: isFolder ? "folder" : "file",
      url: place.href + encodeName(name) + (isFolder ? "/" : ""),
      size: Number.isSafeInteger(size) && Number(size) >= 0 ? Number(size) : undefined,
      modified: Number.isNaN(time) ? undefined : time,
    };
  }
}

async function textOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  for (let bytes = await response.read(); bytes !== null; bytes = await response.read()) {
    if ((length += bytes.length) > LONGEST) {
      throw new HttpFailure(msg`its listing is longer than ${LONGEST} bytes`, { again: false });
    }
    text += decoder.decode(bytes, { stream: true });
  }
  return text + decoder.decode();
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // not UTF-8: as it was sent
  }
}

function notAListing(): HttpFailure {
  return new HttpFailure(msg`there is no listing of files`, { again: false });
}
