import { lookup } from "mrmime";
import { MEDIA_TYPES } from "./media_types.ts";

/** What a browser saves, because nothing is known about it. */
export const UNKNOWN = "application/octet-stream";

/**
 * Extensions that mean one thing to some people and another to others: TypeScript and film, slides and
 * keys, layouts and keys. Only the bytes tell.
 */
const AMBIGUOUS: Readonly<Record<string, string>> = {
  ts: "text/plain",
  mts: "text/plain",
  key: "application/vnd.apple.keynote",
  pub: "application/vnd.ms-publisher",
};

/** What a name says about what is in the file. */
export interface NamedType {
  /** The media type, without parameters. */
  readonly type: string;
  /** Whether the bytes may say better. */
  readonly vague: boolean;
}

/** The media type for a file name, by its extension; `application/octet-stream` for one that says nothing. */
export function namedType(name: string): NamedType {
  const dot = name.lastIndexOf(".");
  const extension = dot > 0 ? name.slice(dot + 1).toLowerCase() : "";
  // Own properties only: `a.constructor` is a name like any other.
  if (Object.hasOwn(AMBIGUOUS, extension)) return { type: AMBIGUOUS[extension]!, vague: true };
  const known = ours().get(extension) ?? lookup(extension);
  const type = typeof known === "string" ? known : UNKNOWN;
  return { type, vague: type === UNKNOWN };
}

let byExtension: Map<string, string> | undefined;

/** Made when the first file is sent: most commands send none. */
function ours(): Map<string, string> {
  if (byExtension !== undefined) return byExtension;
  byExtension = new Map();
  for (const [type, extensions] of Object.entries(MEDIA_TYPES)) {
    for (const extension of extensions.split(" ")) byExtension.set(extension, type);
  }
  return byExtension;
}

/** Whether compressing pays: text, and the few application types that are text inside. */
export function isCompressible(type: string): boolean {
  return isText(type) ||
    /^(application\/(wasm|rtf|x-tar|x-subrip|xspf\+xml|vnd\.apple\.mpegurl)|font\/(ttf|otf))/.test(type);
}

/** Types a browser would run scripts from. */
export function isActive(type: string): boolean {
  return /^(text\/html|application\/xhtml\+xml|image\/svg\+xml|(text|application)\/xml|[^;]+\+xml)/.test(
    type,
  );
}

/** Whether it is text, and may be told with a charset. */
export function isText(type: string): boolean {
  return /^(text\/|application\/(json|javascript|xml|x-subrip|x-pem-file)(;|$)|[^;]*\+(json|xml)(;|$))/.test(
    type,
  );
}
