import type { ReplyBody, Sink } from "../wire/message.ts";
import { pourFile } from "../files/pour_file.ts";
import type { ArchiveEntry } from "./archive_entry.ts";

/**
 * A tar of these entries as a body, made while it is sent, in chunks because its length is not known in advance.
 *
 * The headers (long names, sizes beyond 8 GiB) are `modern-tar`'s business.
 *
 * @param entries what to put in; files are opened one after the other, when their turn comes
 * @param options `gzip`: compressed on the way
 */
export function tarBody(entries: readonly ArchiveEntry[], { gzip }: { gzip: boolean }): ReplyBody {
  return {
    length: undefined,
    send: async (sink) => {
      const { createTarPacker } = await import("modern-tar");
      const { readable, controller } = createTarPacker();
      const stream = gzip ? readable.pipeThrough(new CompressionStream("gzip")) : readable;
      const packing = pack(entries, controller);
      // A file that fails is told to the packer, and so comes out of the loop below.
      packing.catch((error) => controller.error(error));
      await drain(stream, sink);
      await packing;
    },
  };
}

type Packer = ReturnType<typeof import("modern-tar").createTarPacker>["controller"];

async function pack(entries: readonly ArchiveEntry[], packer: Packer): Promise<void> {
  for (const { name, path, size, modified } of entries) {
    const type = path === undefined ? "directory" : "file";
    const mode = path === undefined ? 0o755 : 0o644;
    const writer = packer.add({ name, size, type, mode, mtime: new Date(modified) }).getWriter();
    if (path !== undefined) await packFile(path, size, { write: (bytes) => writer.write(bytes.slice()) });
    await writer.close();
  }
  packer.finalize();
}

async function packFile(path: string, size: number, sink: Sink): Promise<void> {
  using file = await Deno.open(path);
  const sent = await pourFile(file, 0, size, sink);
  if (sent < size) throw new Error(`${path} became shorter while it was sent`);
}

async function drain(stream: ReadableStream<Uint8Array>, sink: Sink): Promise<void> {
  for await (const bytes of stream) await sink.write(bytes);
}
