import { lookup } from "mrmime";

/** Types that people share and that `mrmime` lacks or has wrong. */
const OURS: Readonly<Record<string, string>> = {
  log: "text/plain",
  c: "text/plain",
  h: "text/plain",
  py: "text/x-python",
  rs: "text/plain",
  ts: "text/plain",
  tsx: "text/plain",
  sh: "text/plain",
  ino: "text/plain",
  md: "text/markdown",
  mjs: "text/javascript",
  deb: "application/vnd.debian.binary-package",
  tgz: "application/gzip",
};

/**
 * The media type for a file name, with a charset for text: UTF-8, like everything in netlab.
 *
 * @returns `application/octet-stream` for a name that says nothing
 */
export function mediaType(name: string): string {
  const dot = name.lastIndexOf(".");
  const extension = dot > 0 ? name.slice(dot + 1).toLowerCase() : "";
  // Own properties only: `a.constructor` is a name like any other.
  const known = [Object.hasOwn(OURS, extension) ? OURS[extension] : undefined, lookup(extension)];
  const type = known.find((each) => typeof each === "string") ?? withoutExtension(name);
  return isText(type) ? `${type}; charset=utf-8` : type;
}

/** Whether compressing pays: text, and the few application types that are text inside. */
export function isCompressible(type: string): boolean {
  return isText(type) || /^(image\/svg\+xml|application\/(wasm|rtf|x-tar)|font\/(ttf|otf))/.test(type);
}

/** Types a browser would run scripts from. */
export function isActive(type: string): boolean {
  return /^(text\/html|application\/xhtml\+xml|image\/svg\+xml|(text|application)\/xml|[^;]+\+xml)/.test(
    type,
  );
}

function isText(type: string): boolean {
  return /^text\/|^application\/(json|javascript|xml|manifest\+json|ld\+json|xhtml\+xml)|^[^;]+\+(json|xml)$/
    .test(type);
}

function withoutExtension(name: string): string {
  return /^(README|LICENSE|LICENCE|COPYING|CHANGELOG|AUTHORS|Makefile|Dockerfile|NEWS|TODO)$/i.test(name)
    ? "text/plain"
    : "application/octet-stream";
}
