import { join } from "@std/path";
import { askHttp, breakOff, type HttpAnswer } from "../_kit/clients/ask_http.ts";
import type { Load, LoadContext } from "../_kit/load.ts";
import { collect, nameFor } from "../_kit/clients/uploads.ts";
import { expect, Refused, WrongAnswer } from "../_kit/wrong_answer.ts";
import { pause } from "../../tests/_kit/until.ts";

const TUS = { "tus-resumable": "1.0.0" };
/** How often a sender asks how much has arrived before it gives the upload up. */
const TRIES = 60;

export default {
  name: "http resume",
  about:
    "a tus upload in pieces, some of them broken off; it goes on at the offset it is told, over a killed server too",
  at: "http",
  clients: 1,
  async converse(context) {
    const { server, random, mark, asked, right } = context;
    const bytes = random.bytes(200_000 + random.integer(200_000));
    const name = nameFor(bytes, mark);
    asked();
    const path = await begin(context, name, bytes.length);
    let offset = 0;
    for (let pieces = 0; offset < bytes.length; pieces++) {
      if (pieces > TRIES) throw new Error(`${name} does not get beyond byte ${offset}`);
      offset = await sendPiece(context, { path, name, bytes }, offset);
    }
    await collect(server, name, bytes);
    right();
  },
} satisfies Load;

async function begin({ server, signal }: LoadContext, name: string, length: number): Promise<string> {
  const fields = { ...TUS, "upload-length": String(length), "upload-metadata": `filename ${btoa(name)}` };
  const answer = await askHttp(server.address("http")!, {
    method: "POST",
    path: "/",
    fields,
    body: new Uint8Array(),
  }, signal);
  if (answer.status >= 500) throw new Refused(`creation of ${name}: ${answer.status}`);
  expect(String(answer.status), "201", `creation of ${name}`);
  return answer.fields.get("location") ?? "";
}

interface Sending {
  /** The address of the upload. */
  readonly path: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Sends a piece, or half of one; in any case only the server's word about what it has counts.
 * @returns that
 */
async function sendPiece(context: LoadContext, sending: Sending, offset: number): Promise<number> {
  const { server, random, signal } = context;
  const address = server.address("http")!;
  const body = sending.bytes.slice(offset, offset + 60_000 + random.integer(60_000));
  const fields = {
    ...TUS,
    "upload-offset": String(offset),
    "content-type": "application/offset+octet-stream",
  };
  const piece = { method: "PATCH", path: sending.path, fields, body };
  try {
    if (random.integer(3) === 0) await breakOff(address, piece, random.integer(body.length));
    else {
      const answer = await askHttp(address, piece, signal);
      if (answer.status === 204) return offsetOf(answer, sending.bytes.length);
    }
  } catch {
    // The piece may have arrived or not: the next question tells
  }
  return await askOffset(context, sending);
}

/** Asks until there is an answer: a server that was killed is back soon. */
async function askOffset({ server, signal }: LoadContext, { path, name, bytes }: Sending): Promise<number> {
  const since = performance.now();
  while (true) {
    try {
      const answer = await askHttp(server.address("http")!, { method: "HEAD", path, fields: TUS }, signal);
      if (answer.status === 200) return offsetOf(answer, bytes.length);
      // A complete upload is no longer an upload
      if (await exists(join(server.plan.folder!, name))) return bytes.length;
      if (answer.status < 500) throw new Refused(`${name}: the upload is gone: ${answer.status}`);
    } catch (error) {
      if (error instanceof Refused || error instanceof WrongAnswer || signal.aborted) throw error;
      if (performance.now() - since > 60_000) throw error;
    }
    await pause(200);
  }
}

function offsetOf(answer: HttpAnswer, most: number): number {
  const offset = Number(answer.fields.get("upload-offset") ?? NaN);
  if (!(offset >= 0 && offset <= most)) {
    throw new WrongAnswer(`an offset of ${offset} in an upload of ${most} bytes`);
  }
  return offset;
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
