import type { Sink } from "./message.ts";

/** The same sink, with an observer. @param onTaken called with the number of bytes just taken */
export function observingSink(sink: Sink, onTaken: (length: number) => void): Sink {
  const write = async (bytes: Uint8Array) => {
    await sink.write(bytes);
    onTaken(bytes.length);
  };
  if (sink.writeSome === undefined) return { write };
  const writeSome = async (bytes: Uint8Array) => {
    const taken = await sink.writeSome!(bytes);
    onTaken(taken);
    return taken;
  };
  return { write, writeSome };
}
