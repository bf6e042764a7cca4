import { isActive, isText, namedType } from "./media_type.ts";

/** How the page of a folder shows a file, in its viewer. */
export type ViewKind = "picture" | "sound" | "film" | "text" | "markdown";

/** Pictures that some browsers show: HEIC and JPEG XL are not known to all. */
const PICTURES =
  /^image\/(jpeg|png|apng|gif|webp|avif|bmp|svg\+xml|x-icon|vnd\.microsoft\.icon|heic|heif|jxl)$/;
/** The same for sound and film. */
const SOUNDS = /^audio\/(mpeg|mp4|aac|ogg|wav|flac|webm|x-caf)$/;
const FILMS = /^video\/(mp4|webm|ogg|quicktime|x-matroska|x-m4v)$/;

/** Texts that are called by no extension. */
const TEXTS =
  /^(readme|licen[cs]e|copying|copyright|notice|authors|contributors|changelog|changes|news|install|todo|makefile|dockerfile|containerfile|jenkinsfile|vagrantfile|gemfile|rakefile|procfile|justfile)$/i;

/**
 * How a file of this name can be looked at without leaving the folder's page.
 *
 * @returns undefined for what has a page of its own (HTML, PDF) or can only be saved
 */
export function viewKind(name: string): ViewKind | undefined {
  if (!name.includes(".") && TEXTS.test(name)) return "text";
  const { type } = namedType(name);
  if (!kinds.has(type)) kinds.set(type, kindOf(type));
  return kinds.get(type);
}

/** Those of the types that were asked for: there are only so many, and a listing asks for each of its files. */
const kinds = new Map<string, ViewKind | undefined>();

function kindOf(type: string): ViewKind | undefined {
  if (PICTURES.test(type)) return "picture";
  if (SOUNDS.test(type)) return "sound";
  if (FILMS.test(type)) return "film";
  if (type === "text/markdown") return "markdown";
  return isText(type) && !isActive(type) ? "text" : undefined;
}
