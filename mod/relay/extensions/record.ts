/**
 * `--record FILE`: everything that passes, both ways, with its times, as one JSON object a line:
 *
 *     {"session":1,"event":"open","at":0}
 *     {"session":1,"way":">","at":12.3,"data":"R0VUIC8gSFRUUC8xLjENCg=="}
 *     {"session":1,"event":"close","at":80.1}
 *
 * `at` counts milliseconds since the recording began, `data` is base64. A file that ends in the middle (the
 * power went) is good up to its last whole line.
 */
import type { SessionPlugin } from "./session_plugin.ts";
import type { RelayContext } from "../context.ts";
import { RelayError } from "../relay_endpoint.ts";
import { errorText } from "../../net/errors/system_error.ts";
import { copyTo } from "../filters/copy_to.ts";

/** One line of a recording. */
export interface Recorded {
  readonly session: number;
  /** Milliseconds since the recording began. */
  readonly at: number;
  readonly way?: ">" | "<";
  /** Base64. */
  readonly data?: string;
  readonly event?: "open" | "close";
}

/** Opens the file and returns the recorder of every session. */
export function recording(path: string, context: RelayContext): SessionPlugin {
  const file = openFile(path);
  const began = performance.now();
  const sessions = new Map<object, number>();
  let last = 0;
  context.cleanups.add(() => file.close());
  const put = (line: Omit<Recorded, "at">) => {
    const at = Math.round((performance.now() - began) * 1000) / 1000;
    writeAll(file, new TextEncoder().encode(`${JSON.stringify({ ...line, at })}\n`));
  };
  return {
    filter: (way, session) => {
      if (!sessions.has(session)) {
        sessions.set(session, ++last);
        put({ session: last, event: "open" });
      }
      const number = sessions.get(session)!;
      return copyTo((bytes) => put({ session: number, way, data: toBase64(bytes) }));
    },
    finish: (session) => {
      put({ session: sessions.get(session)!, event: "close" });
      sessions.delete(session);
    },
  };
}

function openFile(path: string): Deno.FsFile {
  try {
    return Deno.openSync(path, { write: true, create: true, truncate: true });
  } catch (error) {
    throw new RelayError(`--record "${path}": ${errorText(error)}`);
  }
}

function writeAll(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
}

/** Base64 in pieces: a whole block as arguments of one call would be too many. */
function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(text);
}
