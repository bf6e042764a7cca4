/**
 * Opening a file for a relay, with the flags of `open(2)`.
 *
 * A FIFO or a terminal is opened once for each direction: a read that waits holds the handle, and a write on
 * the same one would wait for it. A regular file has one handle and one position, as its users expect.
 */
import { fileKind } from "./file_kind.ts";
import { FileSource } from "../../../fs/file_source.ts";
import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import { fileEndpoint } from "../../endpoints/file_endpoint.ts";
import { errorText } from "../../../net/errors/system_error.ts";
import type { OpenRequest } from "../address_type.ts";
import { underUmask } from "./named.ts";
import { openFifo } from "./open_fifo.ts";
import { OPEN_FLAGS, optionFlags, systemFlags } from "./open_flags.ts";

/** How to open beyond the options. */
export interface FileOptions {
  /** Flags of `open(2)` besides access and options. */
  readonly flags: number;
  /** Open once for each direction. */
  readonly fifo?: boolean;
}

/**
 * Opens `path` as the access and the options of the request say.
 *
 * @throws {RelayError} `open("…", 02, 0666): No such file or directory`
 */
export async function openFile(
  request: OpenRequest,
  path: string,
  { flags, fifo = false }: FileOptions,
): Promise<RelayEndpoint> {
  const access = accessMode(request);
  const all = flags | optionFlags(request.options);
  // A FIFO opened for reading waits for a writer; with nonblock it must not, and open for both never does.
  const patient = !(fifo && access === 0 && request.options.flag("o-nonblock"));
  const reader = access === 1 ? undefined : await openOne(request, path, all, patient ? access : 2);
  const writer = access === 0
    ? undefined
    : reader !== undefined && !fifo
    ? reader
    : await openOne(request, path, all, access);
  await applyOffsets(request, writer ?? reader!);
  return fileEndpoint({
    ...(reader === undefined ? {} : { read: reading(reader, fifo || reader === writer) }),
    ...(request.access === "read" ? {} : { write: writer === undefined ? notWritable : writing(writer) }),
    close: () => new Set([reader, writer]).forEach((file) => file?.close()),
  }, request.context);
}

function writing(file: Handle): (bytes: Uint8Array) => Promise<number> {
  return (bytes) => file.write(bytes);
}

/** `rdonly` of a file that is written all the same: the system's answer, so that nothing is lost unsaid. */
function notWritable(): Promise<number> {
  return Promise.reject(Object.assign(new Error("opened for reading only"), { code: "EBADF" }));
}

/**
 * A regular file that comes out of memory is read in this thread, which is the faster way. A file
 * whose reads may have to wait is not, and neither is a handle that is written as well: a read in
 * this thread would find it busy.
 */
function reading(file: Handle, waits: boolean): (buffer: Uint8Array) => Promise<number | null> {
  if (waits || !(file instanceof Deno.FsFile) || !file.statSync().isFile) {
    return (buffer) => file.read(buffer);
  }
  const source = new FileSource(file);
  return (buffer) => Promise.resolve(source.read(buffer));
}

/** 0 reading, 1 writing, 2 both. */
function accessMode(request: OpenRequest): 0 | 1 | 2 {
  const { options, access } = request;
  if (options.flag("o-rdwr")) return 2;
  if (options.flag("o-rdonly")) return 0;
  if (options.flag("o-wronly")) return 1;
  return access === "read" ? 0 : access === "write" ? 1 : 2;
}

/** A file handle of either of the runtime's two file interfaces. */
interface Handle {
  read(buffer: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  seek(offset: number, whence: Deno.SeekMode): Promise<unknown>;
  truncate(length: number): Promise<void>;
  lock(exclusive: boolean): Promise<void>;
  close(): void;
}

const PLAIN_FLAGS = OPEN_FLAGS["o-create"]! | OPEN_FLAGS["o-excl"]! | OPEN_FLAGS["append"]!;

async function openOne(
  request: OpenRequest,
  path: string,
  flags: number,
  access: 0 | 1 | 2,
): Promise<Handle> {
  const mode = request.options.number("perm") ?? 0o666;
  try {
    return (flags & ~PLAIN_FLAGS) === 0 &&
        (flags & OPEN_FLAGS["o-excl"]! || !(flags & OPEN_FLAGS["o-create"]!) || access !== 0)
      ? await plainHandle(request, path, flags, access, mode)
      : await flaggedHandle(request, path, flags, access, mode);
  } catch (error) {
    if (error instanceof RelayError) throw error;
    throw new RelayError(
      `open("${path}", 0${(flags | access).toString(8)}, 0${mode.toString(8)}): ${errorText(error)}`,
    );
  }
}

async function plainHandle(
  request: OpenRequest,
  path: string,
  flags: number,
  access: 0 | 1 | 2,
  mode: number,
): Promise<Handle> {
  const create = (flags & OPEN_FLAGS["o-create"]!) !== 0;
  const createNew = create && (flags & OPEN_FLAGS["o-excl"]!) !== 0;
  const append = (flags & OPEN_FLAGS["append"]!) !== 0 && access !== 0;
  const options = { read: access !== 1, write: access !== 0, append, create, createNew, mode };
  // Opening a FIFO waits for its other end, and the event loop must not wait with it. Only making a file
  // needs the umask.
  if (!create || !request.options.has("umask")) {
    const open = () => Deno.open(path, options);
    return fileKind(path) === "named pipe" ? await openFifo(path, access, open) : await open();
  }
  return underUmask(request, () => Deno.openSync(path, options));
}

/** Flags the runtime's own `open` has no word for go through `node:fs`. */
async function flaggedHandle(
  request: OpenRequest,
  path: string,
  flags: number,
  access: 0 | 1 | 2,
  mode: number,
): Promise<Handle> {
  const fs = await import("node:fs");
  const all = systemFlags(flags | access, fs.constants);
  const aside = () =>
    new Promise<number>((resolve, reject) =>
      fs.open(path, all, mode, (error, fd) => error ? reject(error) : resolve(fd))
    );
  const fd = fileKind(path) === "named pipe"
    ? await openFifo(path, access, aside)
    : underUmask(request, () => fs.openSync(path, all, mode));
  const call = (run: (done: (error: Error | null, count: number) => void) => void) =>
    new Promise<number>((resolve, reject) => run((error, count) => error ? reject(error) : resolve(count)));
  // Undefined: where the system has it.
  let position: number | undefined;
  const advanced = (count: number) => {
    if (position !== undefined) position += count;
    return count;
  };
  return {
    read: async (buffer) => {
      const count = await call((done) => fs.read(fd, buffer, 0, buffer.length, position ?? null, done));
      return advanced(count) || null;
    },
    write: async (bytes) =>
      advanced(await call((done) => fs.write(fd, bytes, 0, bytes.length, position ?? null, done))),
    seek: (offset, whence) => {
      const base = whence === Deno.SeekMode.End ? fs.fstatSync(fd).size : 0;
      return Promise.resolve(position = base + offset);
    },
    truncate: (length) => Promise.resolve(fs.ftruncateSync(fd, length)),
    lock: () => Promise.reject(new Error("locking is not possible together with such open flags")),
    close: () => fs.closeSync(fd),
  };
}

async function applyOffsets(request: OpenRequest, file: Handle): Promise<void> {
  const { options } = request;
  try {
    // As with open(2), only a file has something to cut off; what cannot be seen says itself what is wrong.
    const kind = fileKind(request.parameters[0]!);
    if (options.flag("o-trunc") && (kind === "regular file" || kind === "undef")) await file.truncate(0);
    const length = options.number("ftruncate");
    if (length !== undefined) await file.truncate(length);
    for (const [name, whence] of SEEKS) {
      const offset = options.number(name);
      if (offset !== undefined) await file.seek(offset, whence);
    }
    if (options.flag("flock-ex") || options.flag("flock-ex-nb")) await file.lock(true);
    if (options.flag("flock-sh") || options.flag("flock-sh-nb")) await file.lock(false);
  } catch (error) {
    throw new RelayError(`"${request.parameters[0]}": ${errorText(error)}`);
  }
}

const SEEKS = [
  ["lseek-set", 0 as Deno.SeekMode],
  ["lseek-cur", 1 as Deno.SeekMode],
  ["lseek-end", 2 as Deno.SeekMode],
] as const;
