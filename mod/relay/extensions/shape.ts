/** `--delay`, `--rate`, `--chop`: a worse network than loopback, for testing programs. */
import type { MessagePart } from "../../net/websocket/message_sender.ts";
import type { Filter } from "../filters/filter.ts";

/** How much may be on its way at once, bytes: what a long line holds. */
const IN_FLIGHT = 1024 * 1024;

/**
 * Every block arrives `ms` milliseconds late, in order, as on a long line: those behind it do not
 * wait for it to arrive.
 */
export function delayed(ms: number): () => Filter {
  return () => {
    let flying = 0;
    let last: Promise<void> = Promise.resolve();
    let failed: { readonly error: unknown } | undefined;
    const fly = async (before: Promise<void>, due: number, bytes: Uint8Array, next: () => Promise<void>) => {
      await before;
      await sleep(due - performance.now());
      flying -= bytes.length;
      if (failed === undefined) await next().catch((error) => void (failed = { error }));
    };
    return {
      push: async (bytes, next, part) => {
        while (flying > IN_FLIGHT && failed === undefined) await sleep(Math.min(ms, 10));
        if (failed !== undefined) throw failed.error;
        flying += bytes.length;
        const block = bytes.slice();
        last = fly(last, performance.now() + ms, block, () => next(block, part));
      },
      end: async () => {
        await last;
        if (failed !== undefined) throw failed.error;
      },
    };
  };
}

/** At most `bytesPerSecond`, in pieces of a twentieth of a second. */
export function limited(bytesPerSecond: number): () => Filter {
  return () => {
    const piece = Math.max(1, Math.floor(bytesPerSecond / 20));
    let free = performance.now();
    return {
      push: async (bytes, next, part) => {
        if (bytes.length === 0) return await next(bytes, part);
        for (let at = 0; at < bytes.length; at += piece) {
          const some = bytes.subarray(at, at + piece);
          await sleep(free - performance.now());
          free = Math.max(free, performance.now()) + some.length / bytesPerSecond * 1000;
          await next(some, pieceOf(part, at + piece >= bytes.length));
        }
      },
    };
  };
}

/**
 * How long a piece is alone on its way: enough for a peer that is awake to read it by itself, milliseconds.
 */
const APART = 1;

/** Pieces of at most `bytes`, each written by itself: what TCP may do to any message. */
export function chopped(bytes: number): () => Filter {
  return () => ({
    push: async (block, next, part) => {
      if (block.length === 0) return await next(block, part);
      for (let at = 0; at < block.length; at += bytes) {
        if (at > 0) await sleep(APART);
        await next(block.subarray(at, at + bytes), pieceOf(part, at + bytes >= block.length));
      }
    },
  });
}

/** A message ends with the last piece of its last block. */
function pieceOf(part: MessagePart | undefined, last: boolean): MessagePart | undefined {
  return part === undefined ? undefined : { kind: part.kind, ended: part.ended && last };
}

function sleep(ms: number): Promise<void> {
  return ms <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));
}
