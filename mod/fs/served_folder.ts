import { SEPARATOR } from "@std/path";
import { AdaptiveFileIo } from "./adaptive_file_io.ts";
import type { SystemFailure } from "../net/errors/errno.ts";
import { errorKind, errorText, isExhausted, isSkippable, systemFailure } from "../net/errors/system_error.ts";
import type { FolderCalls, NameInFolder, OpenFolder } from "./folder_calls.ts";
import { FsError } from "./fs_error.ts";
import {
  foldedName,
  isHiddenName,
  isShortName,
  isUnfinishedName,
  isWindowsPath,
  refusalOf,
} from "./file_name.ts";
import { nameThere } from "./name_there.ts";
import { parseRequestedName, type RefusalCode } from "./served_name.ts";
import { SharedTurns } from "./shared_turns.ts";
import type { LookedUp } from "./statx.ts";
import type { SystemFile } from "./system_file.ts";

/** A file that may be sent. The code that opened it closes it. */
export interface ServedFile extends Disposable {
  readonly file: Deno.FsFile;
  /** Bytes, at the moment it was opened. */
  readonly size: number;
  readonly modified: Date | null;
}

/** Something below the served folder. */
export interface Found {
  /** Where it really is, all links resolved. */
  readonly path: string;
  readonly kind: "file" | "folder";
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970; 0 when the system does not say. */
  readonly modified: number;
  /** When it was made, in the same way; absent when the system does not say. */
  readonly created?: number | undefined;
  /** Everybody may read it, so we may too; otherwise only trying can tell. */
  readonly open: boolean;
  /** Its owner may run it; never on Windows, where that is not in the mode. */
  readonly executable?: boolean;
  /** Identifies a folder, whichever path leads to it; absent where the system has no such thing. */
  readonly identity?: string;
}

/** One line of a listing. */
export interface Entry extends Found {
  readonly name: string;
}

/** A name in a folder, of which nothing has been looked up. */
export interface ListedName {
  readonly name: string;
  /** Whether something with this name may be seen. */
  readonly shown: boolean;
  /** A folder itself; a link to one is none. */
  readonly folder: boolean;
}

/** How a folder is served. */
export interface FolderOptions {
  /** Whether names that start with a dot may be fetched. */
  readonly hidden?: boolean;
  /** Knowledge about its disk: whether looking up a name is worth another thread. */
  readonly fileIo?: AdaptiveFileIo;
  /** The system's own calls for reading folders. @default {those of the runtime, which take longer} */
  readonly calls?: FolderCalls | undefined;
  /** The turns of all who look through it. */
  readonly turns?: SharedTurns;
}

/**
 * Whether somebody may see something, by the names that lead there from the served folder: those that were
 * asked for, and those where it really is.
 */
export type Sees = (names: readonly string[], kind: Found["kind"]) => boolean;

/** A request that is refused, for a reason that tells nothing about the rest of the disk. */
export class RefusedFile extends Error {
  override readonly name = "RefusedFile";

  /** @param code why. */
  constructor(readonly code: RefusalCode) {
    super(code);
  }
}

/**
 * # The served folder, and the guard at its door
 *
 * Decides which part of the disk can be seen from outside, for every protocol: the raw one of the
 * exercises opens a file, HTTP looks up names and lists folders, archives walk through them.
 *
 * Only regular files and folders exist: opening a pipe would wait for a writer, and a device has no
 * end, so the kind is looked at before anything is opened. A name is followed to where it really
 * leads (every link resolved) and only then compared with the root; anything outside does not
 * exist. Links that stay inside are fine. Dot files do not exist unless asked for, because `.git`
 * and `.env` are what people serve by accident; unfinished uploads never exist, nor does a name
 * that means more than a name on this system (`file_name.ts`).
 *
 * A name that is not there is looked for in its other Unicode form: keyboards and disks of different
 * systems write é differently, and people cannot see how.
 */
export class ServedFolder {
  readonly #find: () => string;
  #root: string | undefined;
  readonly #fileIo: AdaptiveFileIo;
  readonly #calls: FolderCalls | undefined;
  readonly #sees: Sees | undefined;
  /** Whether names that start with a dot may be fetched. */
  readonly hidden: boolean;
  /** Those of all who look through the folder, and of what they make of it. */
  readonly turns: SharedTurns;

  private constructor(find: () => string, options: FolderOptions, sees?: Sees) {
    this.#find = find;
    this.hidden = options.hidden ?? false;
    this.#fileIo = options.fileIo ?? new AdaptiveFileIo();
    this.#calls = options.calls;
    this.turns = options.turns ?? new SharedTurns(() => Deno.lstat(this.path).then(ignore, ignore));
    this.#sees = sees;
  }

  /**
   * @param dir the folder; relative to the current one.
   * @throws {FsError} if it is not a folder that can be read.
   */
  static at(dir: string, options: FolderOptions = {}): ServedFolder {
    const root = realFolder(dir);
    return new ServedFolder(() => root, options);
  }

  /**
   * The same, for a folder that may be missing at the moment: until it is back, every file is
   * refused.
   */
  static whenThere(dir: string, options: FolderOptions = {}): ServedFolder {
    return new ServedFolder(() => realFolder(dir), options);
  }

  /** The same folder for somebody who may not see all of it: the rest does not exist. */
  seenBy(sees: Sees): ServedFolder {
    return new ServedFolder(() => this.path, {
      hidden: this.hidden,
      fileIo: this.#fileIo,
      calls: this.#calls,
      turns: this.turns,
    }, sees);
  }

  /** The folder's own path, with all links resolved. */
  get path(): string {
    return this.#root ??= this.#find();
  }

  /** Whether something with this name may be seen, if it exists. */
  shows(name: string): boolean {
    if (refusalOf(name) !== undefined) return false;
    return this.hidden ? !isUnfinishedName(name) : !isHiddenName(name);
  }

  /**
   * Opens a file for sending.
   *
   * @param name as the client sent it; never trusted.
   * @throws {RefusedFile} with the reason for the client.
   */
  async open(name: string): Promise<ServedFile> {
    const requested = parseRequestedName(name);
    if (typeof requested === "string") throw new RefusedFile(requested);
    try {
      const served = await this.#openInside(requested.names);
      if (!requested.folder) return served;
      served[Symbol.dispose]();
    } catch (error) {
      const code = error instanceof RefusedFile ? error.code : refusalFor(error);
      // Nothing here has this name, but on Windows it would lead somewhere else
      const outside = code === "not_found" && requested.names.some(isWindowsPath);
      throw new RefusedFile(outside ? "not_below" : code);
    }
    throw new RefusedFile("not_found"); // a file, and not the folder that was asked for
  }

  async #openInside(names: readonly string[]): Promise<ServedFile> {
    const io = this.#fileIo;
    const path = this.#pathOf(names);
    if (path === undefined) throw new RefusedFile("not_found");
    const real = await this.#realPath(path, names);
    if (!this.#reaches(real) || !this.#lists(names)) throw new RefusedFile("not_found");
    if (!this.#isSeen(real, names, "file")) throw new RefusedFile("not_found");
    refuseOddKinds(await io.run(() => Deno.lstatSync(real), () => Deno.lstat(real)));
    const file = await io.run(() => Deno.openSync(real), () => Deno.open(real));
    try {
      const info = await io.run(() => file.statSync(), () => file.stat());
      refuseOddKinds(info);
      return { file, size: info.size, modified: info.mtime, [Symbol.dispose]: () => file[Symbol.dispose]() };
    } catch (error) {
      file.close();
      throw error;
    }
  }

  async #realPath(path: string, names: readonly string[]): Promise<string> {
    try {
      return await this.#fileIo.run(() => Deno.realPathSync(path), () => Deno.realPath(path));
    } catch (error) {
      const there = isAbsence(error) ? this.#respelled(names) : undefined;
      if (there === undefined) throw error;
      return Deno.realPathSync(there);
    }
  }

  /**
   * Looks something up: synchronously, as nginx does. The kernel has the answer in its cache within
   * microseconds, and going through the thread pool takes longer than that.
   *
   * @param names from the served folder down.
   * @returns the entry, or undefined: there is nothing, or nothing that may be seen.
   * @throws {RefusedFile} `busy` while another program keeps everybody else out.
   */
  find(names: readonly string[]): Found | undefined {
    const path = this.#pathOf(names);
    if (path === undefined) return undefined;
    try {
      return this.#found(path, names);
    } catch (error) {
      if (!isAbsence(error)) throw error;
    }
    try {
      const there = this.#respelled(names);
      return there === undefined ? undefined : this.#found(there, names);
    } catch (error) {
      if (isAbsence(error)) return undefined;
      throw systemFailure(error) === "busy" ? new RefusedFile("busy") : error;
    }
  }

  #found(path: string, names: readonly string[]): Found | undefined {
    const there = this.#calls?.file(path);
    if (there !== undefined) return this.#lists(names) ? this.#ifSeen(found(path, there), names) : undefined;
    const real = names.length === 0 ? path : Deno.realPathSync(path);
    if (!this.#reaches(real) || !this.#lists(names)) return undefined;
    return this.#ifSeen(found(real, Deno.statSync(real)), names);
  }

  /** The same, for callers that need it to exist. @throws {RefusedFile} `not_found`. */
  get(names: readonly string[]): Found {
    const there = this.find(names);
    if (there === undefined) throw new RefusedFile("not_found");
    return there;
  }

  /**
   * Opens what was found, for reading.
   *
   * @returns undefined where that takes the runtime, which can say what is wrong as well
   */
  openFound({ path }: Pick<Found, "path">): SystemFile | undefined {
    return this.#calls?.openFile(path);
  }

  /**
   * The entries of a folder that may be seen, in no particular order. There may be thousands to
   * look up, so this is asynchronous. One that cannot be looked up (it has just gone, or is locked, or
   * its disk is broken) is left out, and the others are there all the same.
   *
   * @param names the folder.
   * @param onEntry called with the name of each entry found, visible or not; an error from it ends
   *   the search.
   * @throws {RefusedFile} `not_found` when it is not a folder, `not_permitted` when it may not be
   *   read.
   */
  async list(names: readonly string[], onEntry: (name: string) => void = () => {}): Promise<Entry[]> {
    const entries: Entry[] = [];
    for await (const some of this.entries(names, onEntry)) entries.push(...some);
    return entries;
  }

  /**
   * The same, some entries at a time, for readers that need not have all of them at once.
   *
   * @throws {RefusedFile} as {@linkcode list} does, at the first of them.
   */
  async *entries(
    names: readonly string[],
    onEntry: (name: string) => void = () => {},
  ): AsyncGenerator<Entry[], void> {
    const folder = await this.turns.run(() => this.get(names));
    if (folder.kind !== "folder") throw new RefusedFile("not_found");
    try {
      yield* this.#entries(folder, names, onEntry);
    } catch (error) {
      throw refusalToList(error) ?? error;
    }
  }

  /**
   * The names in a folder, as the disk has them, some at a time: for a search, which looks up only a few of them.
   *
   * @param names the folder.
   * @throws {RefusedFile} as {@linkcode list} does.
   */
  async *names(names: readonly string[]): AsyncGenerator<readonly ListedName[]> {
    const { path, kind } = await this.turns.run(() => this.get(names));
    if (kind !== "folder") throw new RefusedFile("not_found");
    try {
      using opened = await this.#calls?.folder(path);
      const listed = (each: NameInFolder): ListedName => {
        const kind = each.kind ?? opened?.lookUp(each)?.kind;
        return { name: each.name, shown: this.shows(each.name), folder: kind === "folder" };
      };
      for await (const some of this.#namesIn(path, opened)) {
        yield await this.turns.run(() => some.map(listed));
      }
    } catch (error) {
      throw refusalToList(error) ?? error;
    }
  }

  #namesIn(path: string, opened: OpenFolder | undefined): AsyncGenerator<readonly NameInFolder[]> {
    return opened === undefined ? namesIn(path) : namesOf(opened, this.#fileIo);
  }

  async *#entries(
    folder: Found,
    names: readonly string[],
    onEntry: (name: string) => void,
  ): AsyncGenerator<Entry[], void> {
    using opened = await this.#calls?.folder(folder.path);
    for await (const some of this.#namesIn(folder.path, opened)) {
      const isShown = ({ name }: NameInFolder) => {
        onEntry(name);
        return this.shows(name);
      };
      const shown = await this.turns.run(() => some.filter(isShown));
      for (let at = 0; at < shown.length; at += TOGETHER) {
        const looking = { folder: inside(folder.path), names, opened };
        yield await this.#lookUp(looking, shown.slice(at, at + TOGETHER));
      }
    }
  }

  async #lookUp(looking: Looking, some: readonly NameInFolder[]): Promise<Entry[]> {
    const looked = await this.turns.run(() => some.map((each) => this.#entry(looking, each)));
    const entries = looked.some(isPromise) ? await Promise.all(looked) : looked as (Entry | undefined)[];
    return entries.filter((entry) => entry !== undefined);
  }

  /** A promise only when another thread looks it up: one for each entry would take as long as the rest. */
  #entry(looking: Looking, each: NameInFolder): Entry | undefined | Promise<Entry | undefined> {
    const { folder, names, opened } = looking;
    const path = folder + each.name;
    const linked = () => named(this.find([...names, each.name]), each.name);
    const listed = (there: LookedUp | Deno.FileInfo) =>
      isLink(there) ? linked() : this.#listed(path, there, names, each.name);
    try {
      // Only a link can lead elsewhere, so only a link is worth the cost of resolving it.
      if (each.kind === "link") return linked();
      // Behind a folder there may be another disk, which does not answer.
      const there = each.kind !== "file" ? Deno.lstat(path) : this.#fileIo.run(
        () => opened?.lookUp(each) ?? Deno.lstatSync(path),
        () => Deno.lstat(path),
      );
      return isPromise(there) ? there.then(listed).catch(leftOut) : listed(there);
    } catch (error) {
      return leftOut(error);
    }
  }

  #listed(
    path: string,
    there: LookedUp | Deno.FileInfo,
    names: readonly string[],
    name: string,
  ): Entry | undefined {
    const entry = entryOf(name, path, there);
    if (entry === undefined || this.#sees === undefined) return entry;
    return this.#isSeen(path, [...names, name], entry.kind) ? entry : undefined;
  }

  /** Where the names lead, links not yet resolved; undefined when one of them may not be seen. */
  #pathOf(names: readonly string[]): string | undefined {
    if (!names.every((name) => this.shows(name))) return undefined;
    return names.length === 0 ? this.path : inside(this.path) + names.join(SEPARATOR);
  }

  /** Where the disk has these names in another Unicode form; undefined: nowhere, or it has several. */
  #respelled(names: readonly string[]): string | undefined {
    let path = this.path;
    let changed = false;
    for (const name of names) {
      const there = nameThere(path, name);
      if (there === undefined) return undefined;
      changed ||= there !== name;
      path = inside(path) + there;
    }
    return changed ? path : undefined;
  }

  /**
   * Whether the folders really have all these names, and none is the short name of something that
   * may be hidden under its own. Only the few that can be one are worth the reading of a folder.
   */
  #lists(names: readonly string[]): boolean {
    return names.every((name, at) => {
      if (!isShortName(name)) return true;
      const folder = names.slice(0, at).reduce((path, each) => inside(path) + each, this.path);
      const key = foldedName(name);
      for (const entry of Deno.readDirSync(folder)) if (foldedName(entry.name) === key) return true;
      return false;
    });
  }

  #ifSeen(there: Found | undefined, names: readonly string[]): Found | undefined {
    return there && this.#isSeen(there.path, names, there.kind) ? there : undefined;
  }

  /** By the names that were asked for and by those where it is: a link is no way around either. */
  #isSeen(real: string, names: readonly string[], kind: Found["kind"]): boolean {
    const sees = this.#sees;
    if (sees === undefined) return true;
    return sees(names, kind) && sees(this.namesOf(real), kind);
  }

  /** The names that lead from the served folder to a real path in it. */
  namesOf(real: string): string[] {
    return real === this.path ? [] : real.slice(inside(this.path).length).split(SEPARATOR);
  }

  /**
   * Below the root, and not by way of something hidden: a visible link to a hidden file is still a way to it.
   */
  #reaches(real: string): boolean {
    if (real === this.path) return true;
    const root = inside(this.path);
    return real.startsWith(root) &&
      this.namesOf(real).every((name) => this.shows(name));
  }
}

/** A folder whose names are looked up. */
interface Looking {
  /** The beginning of their paths. */
  readonly folder: string;
  readonly names: readonly string[];
  readonly opened: OpenFolder | undefined;
}

/** How many files of a listing are looked at together: half a millisecond's worth. */
const TOGETHER = 64;

/** The beginning of every path below a folder. */
function inside(root: string): string {
  return root.endsWith(SEPARATOR) ? root : root + SEPARATOR;
}

function realFolder(dir: string): string {
  try {
    const real = Deno.realPathSync(dir);
    if (Deno.statSync(real).isDirectory) return real;
  } catch (error) {
    if (!isSkippable(error)) throw error;
    const failure = systemFailure(error) ?? "failed";
    throw new FsError(failure, { action: "serve", path: dir, reason: errorText(error) }, { cause: error });
  }
  throw new FsError("not_folder", { action: "serve", path: dir, reason: "" });
}

function named(there: Found | undefined, name: string): Entry | undefined {
  return there && { ...there, name };
}

/** An entry that cannot be looked up is none. @throws any other error */
function leftOut(error: unknown): undefined {
  if (!(error instanceof RefusedFile || isSkippable(error))) throw error;
}

function ignore(): void {}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return value instanceof Promise;
}

function found(path: string, there: LookedUp | Deno.FileInfo): Found | undefined {
  const entry = entryOf("", path, there);
  if (entry === undefined) return undefined;
  const { name: _, ...rest } = entry;
  return rest;
}

/** One object for each, at once: there may be a hundred thousand. */
function entryOf(name: string, path: string, there: LookedUp | Deno.FileInfo): Entry | undefined {
  const { kind, size, mode, modified, created } = "kind" in there ? there : lookedUp(there);
  if (kind !== "file" && kind !== "folder") return undefined;
  // What Windows lets us read is not in the mode, and another program may keep us out.
  const open = Deno.build.os !== "windows" && ((mode ?? 0) & 0o444) === 0o444;
  if (kind === "file") {
    return { name, path, kind, size, modified, created, open, executable: isExecutable({ mode }) };
  }
  const known = { name, path, kind, size: 0, modified, created, open };
  return "kind" in there || there.ino === null ? known : { ...known, identity: `${there.dev}:${there.ino}` };
}

/** It was no link when its name was read, or the folder did not say what it is. */
function isLink(there: LookedUp | Deno.FileInfo): boolean {
  return "isSymlink" in there ? there.isSymlink : there.kind === "link";
}

function lookedUp({ isFile, isDirectory, size, mode, mtime, birthtime }: Deno.FileInfo): LookedUp {
  return {
    kind: isFile ? "file" : isDirectory ? "folder" : undefined,
    size,
    mode,
    // Some file systems know times that no calendar here does.
    modified: mtime?.getTime() || 0,
    created: birthtime?.getTime() || undefined,
  };
}

/** The names in a folder as the runtime tells them, some at a time. */
async function* namesIn(path: string): AsyncGenerator<readonly NameInFolder[]> {
  let some: NameInFolder[] = [];
  for await (const { name, isFile, isDirectory, isSymlink } of Deno.readDir(path)) {
    some.push({ name, kind: isFile ? "file" : isDirectory ? "folder" : isSymlink ? "link" : undefined });
    if (some.length < TOGETHER) continue;
    yield some;
    some = [];
  }
  yield some;
}

/** The same as the system tells them. */
async function* namesOf(
  folder: OpenFolder,
  io: AdaptiveFileIo,
): AsyncGenerator<readonly NameInFolder[]> {
  for (;;) {
    const some = await folder.names(io);
    if (some.length === 0) return;
    yield some;
  }
}

/** Whether the owner of a file may run it; false on Windows, where that is not in the mode. */
export function isExecutable({ mode }: Pick<Deno.FileInfo, "mode">): boolean {
  return Deno.build.os !== "windows" && ((mode ?? 0) & 0o100) !== 0;
}

function refuseOddKinds(info: Deno.FileInfo): void {
  if (info.isDirectory) throw new RefusedFile("is_folder");
  if (!info.isFile) throw new RefusedFile("not_regular");
}

/**
 * It does not exist, part of the path is not a folder, too many links, a name that this disk cannot
 * have, or not ours to read: all look the same from outside. A call that is `broken` was given a name
 * and nothing else, so it is the name that is no good.
 */
function isAbsence(error: unknown): boolean {
  return ABSENT.includes(systemFailure(error)) || errorKind(error) === "broken";
}

/** Why a folder cannot be listed; undefined: it is no reason of the folder's. */
function refusalToList(error: unknown): RefusedFile | undefined {
  const itsOwn = isAbsence(error) || systemFailure(error) === "busy";
  return itsOwn ? new RefusedFile(refusalFor(error)) : undefined;
}

const ABSENT: readonly (SystemFailure | undefined)[] = [
  "not_found",
  "not_permitted",
  "not_folder",
  "link_loop",
  "name_too_long",
  "invalid_name",
  "no_medium",
];

function refusalFor(error: unknown): RefusalCode {
  const failure = systemFailure(error);
  if (failure === "not_permitted") return "not_permitted";
  return failure === "busy" || isExhausted(error) ? "busy" : "not_found";
}
