import type { Handler, Service } from "../service.ts";
import { chunks } from "../../framing/chunks.ts";
import { FrameReader } from "../../framing/frame_reader.ts";
import { lines } from "../../framing/lines.ts";
import { Outbox } from "../../framing/outbox.ts";

/** How the echo service answers. */
export interface EchoOptions {
  /** What is done to a message before it goes back. */
  readonly transform: "upper" | "none";
  /** What a message is: a line, or whatever one read returns. */
  readonly framing: "line" | "chunk";
}

/** The echo service of sheet 000 §2 (exercise E1): the same line comes back, in upper case. */
const echo: Service<EchoOptions> = {
  name: "echo",
  state: "none",
  module: import.meta.url,
  create({ transform, framing }): Handler {
    const framer = framing === "line" ? lines() : chunks();
    const change = transform === "upper" ? upper : (bytes: Uint8Array) => bytes;
    return async (connection) => {
      const reader = new FrameReader(connection, framer);
      const outbox = new Outbox(connection);
      for (let frame = await reader.next(); frame !== null; frame = await reader.next()) {
        for (let next: Uint8Array | undefined = frame; next !== undefined; next = reader.take()) {
          outbox.push(framer.encode(change(next)));
          if (outbox.full) await outbox.flush();
        }
        await outbox.flush();
      }
    };
  },
};

export default echo;

function upper(bytes: Uint8Array): Uint8Array {
  return encoder.encode(decoder.decode(bytes).toUpperCase());
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
