import { assert, assertEquals } from "@std/assert";
import {
  MOST_RECORDING_BYTES,
  MOST_RECORDINGS,
  readRecordings,
} from "../../../mod/lab/class/record/recordings.ts";
import { RecordingPages } from "../../../mod/lab/class/web/recording_pages.ts";
import type { HttpRequest } from "../../../mod/http/wire/message.ts";
import { HttpError } from "../../../mod/http/wire/http_error.ts";

const bytes = (length: number) => ({ gzip: new Uint8Array(length).toBase64() });

Deno.test("a report has so many recordings, and so many bytes of them, and counts without what is none", () => {
  const many = Array.from(
    { length: MOST_RECORDINGS + 3 },
    (_, at) => ({ rule: `echo.rule_${at}`, ...bytes(9) }),
  );
  assertEquals(readRecordings(many).length, MOST_RECORDINGS);
  const large = [{ rule: "echo.a", ...bytes(MOST_RECORDING_BYTES) }, { rule: "echo.b", ...bytes(1) }];
  assertEquals(readRecordings(large).map(({ rule }) => rule), ["echo.a"]);
  const wrong = [{}, { rule: "../x", ...bytes(1) }, { rule: "echo.a", gzip: "*" }, { rule: "echo.b" }];
  for (const each of wrong) assertEquals(readRecordings([each]), [], JSON.stringify(each));
  assertEquals(readRecordings(undefined), []);
});

async function packed(text: string): Promise<Uint8Array> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const REQUEST = {
  method: "GET",
  fields: new Map(),
  search: "",
} as unknown as HttpRequest;
const HEAD = `${
  JSON.stringify({ type: "head", version: 1, at: 0, source: "strace", programs: [], started: "2026-01-01" })
}\n`;

async function statusOf(content: Uint8Array): Promise<number> {
  try {
    return (await new RecordingPages("en").reply(REQUEST, "1 echo.a", content, "watch.js")).status;
  } catch (error) {
    if (error instanceof HttpError) return error.status;
    throw error;
  }
}

Deno.test("what is no recording is told as such, and one that ends in the middle or is very long is shown as far as it goes", async () => {
  const whole = await packed(HEAD);
  assertEquals(await statusOf(whole), 200);
  assertEquals(await statusOf(new Uint8Array([1, 2, 3])), 422);
  assertEquals(await statusOf(new Uint8Array()), 422);
  assertEquals(await statusOf(await packed("{}\n")), 422);
  const note = `${JSON.stringify({ type: "note", at: 1, message: { en: "x", fr: "x" } })}\n`;
  const long = await packed(HEAD + note.repeat(50_000));
  assertEquals(await statusOf(long.subarray(0, long.length - 20)), 200);
  // A megabyte of zeros is some hundred bytes when it is compressed.
  assertEquals(await statusOf(await packed(HEAD + "\0".repeat(40 << 20))), 200);
});

Deno.test("no more of a recording is unpacked than is shown, however much would come of it", async () => {
  const bomb = await packed(HEAD + "\0".repeat(200 << 20));
  let reached = 0;
  class Counted extends Uint8Array<ArrayBuffer> {
    override subarray(begin?: number, end?: number) {
      reached = Math.max(reached, end ?? this.length);
      return new Uint8Array(this.buffer).subarray(begin, end);
    }
  }
  await statusOf(Counted.from(bomb));
  // Sixteen mebibytes of two hundred
  assert(reached < bomb.length / 4, `${reached} of ${bomb.length} bytes`);
});
