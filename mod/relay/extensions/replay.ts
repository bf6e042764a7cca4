/**
 * `--replay FILE ADDRESS`: plays the left side's words from a recording to the address, at their
 * original speed.
 */
import type { RelayContext } from "../context.ts";
import { type RelayEndpoint, RelayError } from "../relay_endpoint.ts";
import { interruptiblePause } from "../addresses/retries.ts";
import { errorText } from "../../net/errors/system_error.ts";
import type { Recorded } from "./record.ts";

/** A side that says the first session of a recording and prints the answers on standard output. */
export function replaying(path: string, context: RelayContext): RelayEndpoint {
  const script = firstSession(readRecording(path));
  const began = performance.now();
  let rest = new Uint8Array(0);
  return {
    fds: [0, 1],
    readable: true,
    writable: true,
    datagram: false,
    environment: {},
    read: async (buffer) => {
      while (rest.length === 0) {
        const next = script.shift();
        if (next === undefined) return null;
        await interruptiblePause(next.at - (performance.now() - began), context.signal);
        rest = next.bytes;
      }
      const count = Math.min(rest.length, buffer.length);
      buffer.set(rest.subarray(0, count));
      rest = rest.subarray(count);
      return count;
    },
    write: async (bytes) => {
      for (let at = 0; at < bytes.length;) at += await Deno.stdout.write(bytes.subarray(at));
    },
    shutdown: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

/**
 * The lines of a recording; a last line that is cut off is left out.
 *
 * @throws {RelayError} for a line that does not belong in a recording
 */
export function parseRecording(text: string): Recorded[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.flatMap((line, index) => {
    const recorded = parseLine(line);
    if (recorded !== undefined) return [recorded];
    if (index === lines.length - 1) return [];
    throw new RelayError(`line ${index + 1} is not one of a recording`);
  });
}

function parseLine(line: string): Recorded | undefined {
  try {
    const recorded: Recorded | null = JSON.parse(line);
    const numbers = Number.isInteger(recorded?.session) && Number.isFinite(recorded?.at);
    if (recorded === null || !numbers) return undefined;
    if (recorded.data !== undefined) bytesOf(recorded.data);
    return recorded;
  } catch {
    return undefined;
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
}

function readRecording(path: string): Recorded[] {
  try {
    return parseRecording(Deno.readTextFileSync(path));
  } catch (error) {
    throw new RelayError(`--replay "${path}": ${errorText(error)}`);
  }
}

/** The words of the left side in the first session, with times counted from its opening. */
export function firstSession(
  recorded: readonly Recorded[],
): { at: number; bytes: Uint8Array<ArrayBuffer> }[] {
  const session = recorded[0]?.session;
  const opened = recorded[0]?.at ?? 0;
  return recorded
    .filter((line) => line.session === session && line.way === ">" && line.data !== undefined)
    .map((line) => ({
      at: line.at - opened,
      bytes: bytesOf(line.data!),
    }));
}
