import { msg } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import { isSkippable } from "../../../net/errors/system_error.ts";
import type { ReplyBody, Sink } from "../../wire/message.ts";
import { streamFile } from "../stream_file.ts";
import type { ArchiveEntry } from "./archive_entry.ts";

/**
 * A tar of these entries as a body, made while it is sent, in chunks because its length is not known in
 * advance.
 *
 * `modern-tar` takes care of the headers (long names, sizes beyond 8 GiB). It would keep 8 MiB
 * ready for a slow reader, so its output is always sent before it gets more input.
 *
 * @param entries what to put in; files are opened one after the other, when their turn comes
 * @param onLeftOut called for each that has gone meanwhile, or may not be read any more
 */
export function tarBody(
  entries: readonly ArchiveEntry[],
  onLeftOut: (name: string) => void = () => {},
): ReplyBody {
  return {
    length: undefined,
    send: async (sink) => {
      const { createTarPacker } = await import("modern-tar");
      const { readable, controller } = createTarPacker();
      const packed = new Packed(readable, sink);
      try {
        await pack(entries, controller, packed, onLeftOut);
      } catch (error) {
        controller.error(error);
        throw error;
      }
    },
  };
}

type Packer = ReturnType<typeof import("modern-tar").createTarPacker>["controller"];

async function pack(
  entries: readonly ArchiveEntry[],
  packer: Packer,
  packed: Packed,
  onLeftOut: (name: string) => void,
): Promise<void> {
  for (const { name, path, size, modified, executable } of entries) {
    // Once its header is out, the whole size has to follow.
    using file = path === undefined ? undefined : await opened(path);
    if (path !== undefined && file === undefined) {
      onLeftOut(name);
      continue;
    }
    const type = path === undefined ? "directory" : "file";
    const mode = path === undefined || executable ? 0o755 : 0o644;
    const writer = packer.add({ name, size, type, mode, mtime: new Date(modified) }).getWriter();
    const write = async (bytes: Uint8Array) => {
      await writer.write(bytes);
      await packed.sendUpTo(bytes);
    };
    if (path !== undefined && file !== undefined) await packFile(path, file, size, { write });
    await writer.close();
    await packed.sendReady();
  }
  packer.finalize();
  await packed.sendUpTo(undefined);
}

/** @returns undefined when it has gone since it was listed, or may not be read any more: it is left out. */
async function opened(path: string): Promise<Deno.FsFile | undefined> {
  try {
    return await Deno.open(path);
  } catch (error) {
    if (isSkippable(error)) return undefined;
    throw error;
  }
}

async function packFile(path: string, file: Deno.FsFile, size: number, sink: Sink): Promise<void> {
  const sent = await streamFile(file, 0, size, sink);
  if (sent < size) throw new MessageError(msg`${path} became shorter while it was sent`);
}

/** Bytes that have been packed and not sent yet. */
class Packed {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #next: Promise<ReadableStreamReadResult<Uint8Array>> | undefined;

  constructor(readable: ReadableStream<Uint8Array>, readonly sink: Sink) {
    this.#reader = readable.getReader();
  }

  /**
   * Sends all output until exactly these bytes have gone; their buffer may then be reused. @param
   * last undefined: all
   */
  async sendUpTo(last: Uint8Array | undefined): Promise<void> {
    for (let bytes = await this.#send(); bytes !== undefined && bytes !== last;) bytes = await this.#send();
  }

  /** Sends the bytes that are there, without waiting for more. */
  async sendReady(): Promise<void> {
    while (await Promise.race([this.#read().then(() => true), aMomentLater()])) await this.#send();
  }

  async #send(): Promise<Uint8Array | undefined> {
    const { value } = await this.#read();
    this.#next = undefined;
    if (value !== undefined) await this.sink.write(value);
    return value;
  }

  #read(): Promise<ReadableStreamReadResult<Uint8Array>> {
    return this.#next ??= this.#reader.read();
  }
}

/** Resolves only after a read of bytes that are already there would have. */
async function aMomentLater(): Promise<false> {
  for (let step = 0; step < 4; step++) await null;
  return false;
}
