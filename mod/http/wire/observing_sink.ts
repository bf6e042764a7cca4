import type { Sink } from "./message.ts";

/** The same sink, with an observer. @param onTaken called with the number of bytes just taken */
export function observingSink(sink: Sink, onTaken: (length: number) => void): Sink {
  const write = (bytes: Uint8Array) => sink.write(bytes).then(() => onTaken(bytes.length));
  if (sink.writeSome === undefined) return { write };
  const counted = (taken: number) => {
    onTaken(taken);
    return taken;
  };
  return { write, writeSome: (bytes) => sink.writeSome!(bytes).then(counted) };
}
