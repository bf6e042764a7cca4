import { msg } from "../i18n/message.ts";
import { MessageError } from "../i18n/message_error.ts";
import { join, relative, SEPARATOR } from "@std/path";
import { AdaptiveFileIo } from "./adaptive_file_io.ts";
import { isExhausted } from "../net/errors/system_error.ts";
import { NO_SUCH_FILE, parseFileName } from "./file_name.ts";

/** A file that may be sent. Whoever opened it closes it. */
export interface ServedFile extends Disposable {
  readonly file: Deno.FsFile;
  /** Bytes, as of the moment in which it was opened. */
  readonly size: number;
  readonly modified: Date | null;
}

/** How a folder is served. */
export interface FolderOptions {
  /** Whether names that start with a dot may be fetched. */
  readonly hidden?: boolean;
  /** What is known of its disk: whether looking a name up is worth another thread. */
  readonly fileIo?: AdaptiveFileIo;
}

/** A request that is refused, with a reason that tells nothing about the rest of the disk. */
export class RefusedFile extends Error {
  override readonly name = "RefusedFile";
}

/**
 * The folder that is served, and the guard at its door.
 *
 * Only regular files below it are ever opened. A symbolic link is followed as long as it stays below the folder, which is
 * decided on the path with all its links resolved; everything else (folders, pipes, devices, links that lead out, files that
 * may not be read) is refused. The kind is looked at before the file is opened, because merely opening a named pipe waits
 * for a writer.
 */
export class ServedFolder {
  readonly #find: () => string;
  #root: string | undefined;
  readonly #hidden: boolean;
  readonly #fileIo: AdaptiveFileIo;

  private constructor(find: () => string, { hidden = false, fileIo = new AdaptiveFileIo() }: FolderOptions) {
    this.#find = find;
    this.#hidden = hidden;
    this.#fileIo = fileIo;
  }

  /**
   * @param dir the folder; relative to the current one.
   * @throws {Error} with a sentence, if it is not a folder that can be read.
   */
  static at(dir: string, options: FolderOptions = {}): ServedFolder {
    const root = realFolder(dir);
    return new ServedFolder(() => root, options);
  }

  /** The same, for a folder that may be away at the moment: until it is back, every file is refused. */
  static whenThere(dir: string, options: FolderOptions = {}): ServedFolder {
    return new ServedFolder(() => realFolder(dir), options);
  }

  /** The folder's own path, with all links resolved. */
  get path(): string {
    return this.#root ??= this.#find();
  }

  /**
   * Opens a file for sending.
   *
   * @param name as the client sent it; never trusted.
   * @throws {RefusedFile} with the reason for the client.
   */
  async open(name: string): Promise<ServedFile> {
    const parts = parseFileName(name, { hidden: this.#hidden });
    if (typeof parts === "string") throw new RefusedFile(parts);
    try {
      return await this.#openInside(join(this.path, ...parts));
    } catch (error) {
      throw error instanceof RefusedFile ? error : new RefusedFile(reasonFor(error));
    }
  }

  async #openInside(path: string): Promise<ServedFile> {
    const fileIo = this.#fileIo;
    const real = await fileIo.run(() => Deno.realPathSync(path), () => Deno.realPath(path));
    if (!isBelow(this.path, real)) throw new RefusedFile(NO_SUCH_FILE);
    if (!this.#hidden && hasHiddenPart(relative(this.path, real))) throw new RefusedFile(NO_SUCH_FILE);
    refuseOddKinds(await fileIo.run(() => Deno.lstatSync(real), () => Deno.lstat(real)));
    const file = await fileIo.run(() => Deno.openSync(real), () => Deno.open(real));
    try {
      const info = await fileIo.run(() => file.statSync(), () => file.stat());
      refuseOddKinds(info);
      return { file, size: info.size, modified: info.mtime, [Symbol.dispose]: () => file[Symbol.dispose]() };
    } catch (error) {
      file.close();
      throw error;
    }
  }
}

function realFolder(dir: string): string {
  try {
    const real = Deno.realPathSync(dir);
    if (Deno.statSync(real).isDirectory) return real;
  } catch (error) {
    if (error instanceof Deno.errors.PermissionDenied) {
      throw new MessageError(msg`Cannot serve "${dir}": it may not be read`);
    }
    if (error instanceof Deno.errors.NotFound) {
      throw new MessageError(msg`Cannot serve "${dir}": there is no such folder`);
    }
    throw error;
  }
  throw new MessageError(msg`Cannot serve "${dir}": it is not a folder`);
}

function isBelow(root: string, path: string): boolean {
  return path.startsWith(root.endsWith(SEPARATOR) ? root : root + SEPARATOR);
}

/** A visible link to a hidden file is still a way to a hidden file. */
function hasHiddenPart(path: string): boolean {
  return path.split(SEPARATOR).some((part) => part.startsWith("."));
}

function refuseOddKinds(info: Deno.FileInfo): void {
  if (info.isDirectory) throw new RefusedFile("that is a folder");
  if (!info.isFile) throw new RefusedFile("that is not a regular file");
}

function reasonFor(error: unknown): string {
  if (error instanceof Deno.errors.PermissionDenied) return "that file may not be read";
  return isExhausted(error) ? "the server is busy, try again" : NO_SUCH_FILE;
}
