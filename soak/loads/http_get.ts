import { askHttp, type HttpAnswer, type HttpQuestion } from "../_kit/http_talk.ts";
import type { Load, Stage } from "../_kit/load.ts";
import { SERVED, type ServedFile, sha256 } from "../_kit/served_files.ts";
import { expect, Refused } from "../_kit/wrong.ts";

export default {
  name: "http get",
  about:
    "whole files, a part of one, one it has already, and one that is not there; status and bytes are compared",
  at: "http",
  async converse(stage) {
    const file = stage.random.pick(SERVED.filter(({ bytes }) => bytes.length > 1));
    const whole = await ask(stage, { path: `/${file.name}` }, "200", file.bytes);
    await askPart(stage, file);
    const tag = whole.fields.get("etag") ?? "none";
    await ask(stage, { path: `/${file.name}`, fields: { "if-none-match": tag } }, "304", new Uint8Array());
    await ask(stage, { path: `/${stage.mark}.bin` }, "404");
  },
} satisfies Load;

async function askPart(stage: Stage, { name, bytes }: ServedFile): Promise<void> {
  const first = stage.random.integer(bytes.length);
  const last = first + stage.random.integer(bytes.length - first);
  const fields = { range: `bytes=${first}-${last}` };
  await ask(stage, { path: `/${name}`, fields }, "206", bytes.subarray(first, last + 1));
}

async function ask(
  stage: Stage,
  question: HttpQuestion,
  status: string,
  body?: Uint8Array,
): Promise<HttpAnswer> {
  stage.asked();
  const answer = await askHttp(stage.subject.door("http")!, question, stage.signal);
  refuseIfRefused(answer, status, question.path);
  expect(String(answer.status), status, question.path);
  if (body !== undefined) expect(sha256(answer.body), sha256(body), `content of ${question.path}`);
  stage.right();
  return answer;
}

/** A server in need says so with a 5xx; a folder that is gone is a 404 where something else was owed. */
function refuseIfRefused({ status, body }: HttpAnswer, owed: string, path: string): void {
  if (status >= 500 || (status === 404 && owed !== "404")) {
    throw new Refused(`${path}: ${status} ${new TextDecoder().decode(body.subarray(0, 100))}`);
  }
}
