import type { Found, ServedFolder } from "../../fs/served_folder.ts";
import type { HttpRequest } from "../wire/message.ts";
import { rangeBody } from "./content_reply.ts";
import { openContent } from "./content.ts";
import type { DecodedPath } from "./decode_path.ts";
import { wantsPage } from "./page/error_page.ts";
import type { Field } from "../wire/http_error.ts";
import type { HttpReply } from "../wire/message.ts";

/** A folder that is a web site: which files stand for others. */
export interface Site {
  /** A folder's `index.html` is shown instead of what is in the folder. */
  readonly index: boolean;
  /** Where nothing is, the root's `index.html` is shown: its script knows the address. */
  readonly spa: boolean;
  /** The file that is shown, with its status, where nothing is. */
  readonly notFound: string | undefined;
  /** How long a copy of a file may be used without asking again, seconds; undefined: always ask. */
  readonly maxAge: number | undefined;
}

/** A folder that is no site: what is in it is listed. */
export const NO_SITE: Site = { index: false, spa: false, notFound: undefined, maxAge: undefined };

/** A file that stands for a folder or an address. */
export interface SitePage {
  readonly found: Found;
  readonly name: string;
}

/** The names of a folder's own page, the best one first. */
const INDEX = ["index.html", "index.htm"];

/** The page of a folder. @returns undefined when it has none that may be seen */
export function indexPage(tree: ServedFolder, names: readonly string[]): SitePage | undefined {
  for (const name of INDEX) {
    const found = tree.find([...names, name]);
    if (found?.kind === "file") return { found, name };
  }
  return undefined;
}

/**
 * Whether an address that leads nowhere is one of the site's script. One that looks like a file is not,
 * unless a person asks for it: a script that gets a page instead of its other half fails in a way that
 * nobody understands.
 */
export function isForScript(request: HttpRequest, { names, folder }: DecodedPath): boolean {
  return folder || !/.\.[^.]+$/.test(names.at(-1) ?? "") || wantsPage(request);
}

/** What `Cache-Control` says of a file. */
export function cacheControl({ maxAge }: Site): string {
  return maxAge === undefined ? "no-cache" : `max-age=${maxAge}`;
}

/**
 * The file that is shown where nothing is, as it is now.
 *
 * @param path of the file
 * @param more fields for what it is: a policy for what may run in it
 * @throws HttpError when it has gone
 */
export function notFoundReply(path: string, more: (type: string) => readonly Field[]): HttpReply {
  const content = openContent({ path }, path);
  return {
    status: 404,
    fields: [["content-type", content.type], ["cache-control", "no-cache"], ...more(content.type)],
    body: rangeBody(content, { start: 0, end: content.size }),
  };
}
