import { dirname, join } from "@std/path";
import { type Message, msg } from "../../../i18n/message.ts";
import { copyFile } from "../../../fs/copy_file.ts";
import { RefusedChange } from "../../../fs/managed_folder.ts";
import { type Found, RefusedFile } from "../../../fs/served_folder.ts";
import { HttpError } from "../../wire/http_error.ts";
import type { HttpReply, HttpRequest } from "../../wire/message.ts";
import type { DecodedPath } from "../decode_path.ts";
import { changeError } from "../manage/change_error.ts";
import { destination, mayOverwrite } from "../manage/destination.ts";
import { demand, isOwnDropBox, type Rights } from "../rights.ts";
import { uploadTooLarge } from "../upload/temp_upload.ts";
import type { DavContext } from "./dav_context.ts";
import { depthOf } from "./depth.ts";
import { hrefs } from "./href.ts";
import { multiStatus, status } from "./multi_status.ts";

/** The most members that an answer says have failed. */
const MOST_FAILURES = 100;
/** The most files and folders that are copied at once. */
export const MOST_COPIED = 10_000;
/** The deepest folder that is copied, levels below the first. */
export const MOST_COPIED_LEVELS = 100;

/**
 * Copies a file, or a folder with everything in it that can be seen (RFC 4918 §9.8). What is there goes to the
 * trash. Each file is copied whole or not at all; what a link leads to is copied, but no folder that one leads
 * to.
 *
 * @throws HttpError 403 when it may not be, 409 without a folder to be in, 412 when it may replace nothing,
 *   507 when the uploads have no room left
 */
export async function copy(
  request: HttpRequest,
  path: DecodedPath,
  rights: Rights,
  context: DavContext,
): Promise<HttpReply> {
  const { tree, guard, manage, uploads } = context;
  const from = path.names;
  const to = destination(request).names;
  // What the sender may not see is told as what is not there.
  if (!rights.read(from)) throw new RefusedFile("not_found");
  const source = tree.get(from);
  demand(uploads !== undefined && rights.upload(to));
  demand(!isOwnDropBox(rights, to));
  if (path.folder && source.kind === "file") throw new HttpError(404, msg`There is nothing here`);
  const deep = source.kind === "folder" && depthOf(request, ["0", "infinity"]) === "infinity";
  if (source.kind === "folder") demand(manage !== undefined && rights.manage(to));
  const target = context.places.newPlace(to);
  if (isWithin(source.path, target.path) || isWithin(target.path, source.path)) {
    throw changeError(new RefusedChange("into_itself"));
  }
  guard.check(request, from, rights, [{ names: to, deep: true, member: true }]);
  const replaces = target.info !== undefined;
  if (replaces) {
    if (!mayOverwrite(request)) throw changeError(new RefusedChange("exists"));
    demand(manage !== undefined && rights.manage(to));
    await context.places.trash(to);
    guard.locks.forget(target.path);
  }
  const failures = new Failures(request);
  const copier = new Copier(context, rights, failures);
  await copier.copy({ names: from, found: source }, { names: to, path: target.path }, deep);
  if (failures.list.length > 0) return multiStatus(failures.list);
  return { status: replaces ? 204 : 201, fields: [] };
}

/** What could not be copied, beside what could. */
class Failures {
  readonly list: string[] = [];
  readonly #href: ReturnType<typeof hrefs>;

  constructor(request: HttpRequest) {
    this.#href = hrefs(request);
  }

  add(names: readonly string[], isFolder: boolean, code: number): void {
    if (this.list.length >= MOST_FAILURES) return;
    const href = this.#href(names, isFolder);
    this.list.push(`<D:response><D:href>${href}</D:href>${status(code)}</D:response>`);
  }
}

interface Source {
  readonly names: readonly string[];
  readonly found: Found;
}

interface Target {
  readonly names: readonly string[];
  readonly path: string;
}

class Copier {
  #left = MOST_COPIED;

  constructor(readonly context: DavContext, readonly rights: Rights, readonly failures: Failures) {}

  /** @throws HttpError when the first of all cannot be copied */
  async copy(source: Source, target: Target, deep: boolean): Promise<void> {
    if (source.found.kind === "file") await this.#file(source, target);
    else await this.#folder(source, target, deep ? MOST_COPIED_LEVELS : 0);
    this.context.dead.copy(source.found.path, target.path);
  }

  async #file({ found }: Source, { path, names }: Target): Promise<void> {
    const { maxSize, quota } = this.context.uploads!.options;
    if (found.size > maxSize) throw uploadTooLarge(maxSize);
    const claim = await quota.begin(found.size);
    try {
      claim.add(found.size);
      claim.keep(await copyFile(found.path, dirname(path), names.at(-1)!));
    } catch (error) {
      claim.drop();
      throw changeError(error);
    }
  }

  async #folder(source: Source, target: Target, levels: number): Promise<void> {
    await this.context.places.makeFolder(target.names);
    if (levels === 0) return;
    for await (const entries of this.context.tree.entries(source.names)) {
      for (const entry of entries) await this.#member(source, entry, target, levels);
    }
  }

  async #member(
    folder: Source,
    entry: Found & { name: string },
    into: Target,
    levels: number,
  ): Promise<void> {
    const { name } = entry;
    const source = { names: [...folder.names, name], found: entry };
    const target = { names: [...into.names, name], path: join(into.path, name) };
    const isFolder = entry.kind === "folder";
    if (!this.rights.read(source.names)) return;
    if (isFolder && entry.path !== join(folder.found.path, name)) return;
    try {
      demand(this.rights.upload(target.names) && (!isFolder || this.rights.manage(target.names)));
      if (--this.#left < 0 || levels === 1 && isFolder) throw tooMuch();
      if (isFolder) await this.#folder(source, target, levels - 1);
      else await this.#file(source, target);
      this.context.dead.copy(entry.path, target.path);
    } catch (error) {
      const known = changeError(error);
      if (!(known instanceof HttpError)) throw known;
      this.failures.add(target.names, isFolder, known.status);
    }
  }
}

function tooMuch(): HttpError {
  const sentence: Message = msg`No more than ${MOST_COPIED} files and folders are copied at once`;
  return new HttpError(507, sentence);
}

function isWithin(outer: string, inner: string): boolean {
  return inner === outer || inner.startsWith(join(outer, "x").slice(0, -1));
}
