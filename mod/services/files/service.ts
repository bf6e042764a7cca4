import { verbatim } from "../../i18n/message.ts";
import { formatAddress } from "../../net/address/socket_address.ts";
import type { Connection } from "../../net/connection.ts";
import { isDisconnect } from "../../net/errors/disconnect.ts";
import { lingeringClose } from "../../net/connection/lingering_close.ts";
import { AdaptiveFileIo } from "../../fs/adaptive_file_io.ts";
import { FileSource } from "../../fs/file_source.ts";
import { BufferPool } from "../../io/buffer_pool.ts";
import { FileShrankError, LARGE_BUFFER, LARGE_BUFFERS, sendFile } from "../../fs/send_file.ts";
import { chunks } from "../../io/chunks.ts";
import { FrameError, type Framer } from "../../io/framer.ts";
import { FrameReader } from "../../io/frame_reader.ts";
import { lines } from "../../io/lines.ts";
import { LimitedConnection } from "../../io/limited_connection.ts";
import { limitsOver } from "../../io/remote_limits.ts";
import type { ConnectionHandler, Service } from "../../server/service.ts";
import { accessLine, type AccessRecord } from "../../trace/access_line.ts";
import { RefusedFile, type ServedFile, ServedFolder } from "../../fs/served_folder.ts";
import type { RefusalCode } from "../../fs/served_name.ts";

/** How the file service serves. */
export interface FilesOptions {
  /** The folder whose files may be fetched. */
  readonly dir: string;
  /** Whether names that start with a dot may be fetched. */
  readonly hidden: boolean;
  /** Whether the name ends with its line, or with what the first read returned. */
  readonly framing: "line" | "chunk";
  /** Whether the access lines are left out. */
  readonly quiet: boolean;
  /** Whether the access lines tell the SHA-256 of what was sent. */
  readonly hash?: boolean;
  /**
   * How fast workers that accept by themselves may send, all together; the isolate of the server takes account of
   * it ({@linkcode keepAccount}). In the other modes that isolate holds its connections to the limits itself.
   */
  readonly rates?: {
    /** All clients together, bytes a second. */
    readonly server?: number | undefined;
    /** Each address by itself, bytes a second. */
    readonly client?: number | undefined;
  };
}

/** The longest name in bytes; `PATH_MAX` of Linux. */
export const NAME_LIMIT = 4096;

/**
 * The file service of sheet 000 §3 (exercise E11): one request per connection. The client sends a name and a
 * line feed; the server answers `OK`, the size in bytes and the bytes, or `KO` and a reason, and closes.
 */
const files: Service<FilesOptions> = {
  name: "files",
  state: "none",
  module: import.meta.url,
  create(options, _lifetime, home): ConnectionHandler {
    const limits = home && options.rates && limitsOver(home.port, options.rates);
    const fileIo = new AdaptiveFileIo();
    // An isolate may start while somebody gives the folder another name: that must not be the end of its
    // service
    const folder = ServedFolder.whenThere(options.dir, { hidden: options.hidden, fileIo });
    const framer = options.framing === "chunk" ? chunks({ limit: NAME_LIMIT }) : lines({ limit: NAME_LIMIT });
    const send = options.hash ? sendHashed : sendPlain(new BufferPool(LARGE_BUFFER, LARGE_BUFFERS), fileIo);
    return async (accepted, { log }) => {
      const connection = limits === undefined ? accepted : new LimitedConnection(accepted, limits);
      const record: AccessRecord = { name: "", sent: 0, started: performance.now(), how: "" };
      try {
        await answer(connection, folder, framer, record, send);
      } catch (error) {
        if (!isDisconnect(error)) throw error;
        record.how ||= "the client left";
      } finally {
        if (!options.quiet && record.how !== "") {
          log(verbatim(accessLine(formatAddress(connection.remote), record)));
        }
      }
    };
  },
};

export default files;

async function answer(
  connection: Connection,
  folder: ServedFolder,
  framer: Framer<Uint8Array>,
  record: AccessRecord,
  send: Send,
): Promise<void> {
  try {
    const name = await readName(connection, framer);
    if (name === null) return;
    record.name = name;
    record.how = "the client left";
    using served = await folder.open(textOf(name));
    const head = encoder.encode(`OK\n${served.size}\n`);
    const count = (length: number) => record.sent += length;
    try {
      record.how = await send(served, head, counted(connection, count));
    } finally {
      record.sent = Math.max(0, record.sent - head.length);
    }
  } catch (error) {
    await refuse(connection, error, record);
  }
  await lingeringClose(connection);
}

/** Sends a file after its head, and says in a few words how that went. */
type Send = (served: ServedFile, head: Uint8Array, connection: Outlet) => Promise<string>;

type Outlet = Pick<Connection, "write" | "writeSome">;

/** The connection's way out, which says how many bytes have gone through it. */
function counted(connection: Connection, count: (length: number) => void): Outlet {
  return {
    write: async (bytes) => {
      await connection.write(bytes);
      count(bytes.length);
    },
    ...(connection.writeSome === undefined ? {} : {
      writeSome: async (bytes) => {
        const taken = await connection.writeSome!(bytes);
        count(taken);
        return taken;
      },
    }),
  };
}

function sendPlain(pool: BufferPool, fileIo: AdaptiveFileIo): Send {
  return async (served, head, connection) => {
    if (served.size <= GATHER) await connection.write(await withFile(head, served, fileIo));
    else {
      await connection.write(head);
      await sendFile(served.file, served.size, connection, pool);
    }
    return "sent";
  };
}

/** A small file behind its head, so that both leave at once. */
async function withFile(
  head: Uint8Array,
  { file, size }: ServedFile,
  fileIo: AdaptiveFileIo,
): Promise<Uint8Array> {
  const all = new Uint8Array(head.length + size);
  all.set(head);
  const source = new FileSource(file, fileIo);
  for (let at = head.length; at < all.length;) {
    const length = await source.read(all.subarray(at));
    if (length === null) throw new FileShrankError(at - head.length, size);
    at += length;
  }
  return all;
}

/** Files up to this size are sent in one piece with their head. */
const GATHER = 16 * 1024;

/** Sends the file and hashes what goes out, so that the sum is that of the bytes the client got. */
async function sendHashed(served: ServedFile, head: Uint8Array, connection: Outlet): Promise<string> {
  await connection.write(head);
  const { createHash } = await import("node:crypto");
  const sum = createHash("sha256");
  const write = (bytes: Uint8Array) => {
    sum.update(bytes);
    return connection.write(bytes);
  };
  await sendFile(served.file, served.size, { write });
  return `sent, SHA-256 ${sum.digest("hex")}`;
}

async function readName(connection: Connection, framer: Framer<Uint8Array>): Promise<Uint8Array | null> {
  const found = await new FrameReader(connection, framer, 256).next();
  if (found === null) return null;
  const { frame } = found;
  // A client in chunk framing may well send a line end; it is not part of the name.
  const end = frame.at(-1) !== LF ? 0 : frame.at(-2) === CR ? 2 : 1;
  return frame.slice(0, frame.length - end);
}

/** @throws {RefusedFile} when it is not UTF-8: a name made of the rest would be another file's. */
function textOf(name: Uint8Array): string {
  try {
    return decoder.decode(name);
  } catch {
    throw new RefusedFile("not_utf8");
  }
}

/** Answers a refusal with `KO`; breaks off when the answer has begun and cannot be completed. */
async function refuse(connection: Connection, error: unknown, record: AccessRecord): Promise<void> {
  if (error instanceof FileShrankError) {
    record.how = error.message;
    connection.reset();
    return;
  }
  if (!(error instanceof RefusedFile || error instanceof FrameError)) throw error;
  const reason = error instanceof FrameError
    ? `the name is longer than ${NAME_LIMIT} bytes`
    : REFUSALS[error.code];
  record.how = `refused: ${reason}`;
  await connection.write(encoder.encode(`KO\n${reason}\n`));
}

/** The text on the wire, always in English: it reveals nothing about the rest of the disk. */
const REFUSALS: Readonly<Record<RefusalCode, string>> = {
  no_name: "no file name was given",
  not_a_name: "that is not a file name",
  not_utf8: "the name is not UTF-8",
  not_below: "only names of files below the served folder are allowed",
  not_found: "no such file",
  is_folder: "that is a folder",
  not_regular: "that is not a regular file",
  not_permitted: "that file may not be read",
  busy: "the server is busy, try again",
};

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const LF = 10;
const CR = 13;
