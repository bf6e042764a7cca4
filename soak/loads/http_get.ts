import { askHttp, type HttpAnswer, type HttpQuestion } from "../_kit/clients/ask_http.ts";
import type { Load, LoadContext } from "../_kit/load.ts";
import { type FixtureFile, SERVED, sha256Of } from "../_kit/clients/served_files.ts";
import { expect, Refused } from "../_kit/wrong_answer.ts";

export default {
  name: "http get",
  about:
    "whole files, a part of one, one it has already, and one that is not there; status and bytes are compared",
  at: "http",
  async converse(context) {
    const file = context.random.pick(SERVED.filter(({ bytes }) => bytes.length > 1));
    const whole = await ask(context, { path: `/${file.name}` }, "200", file.bytes);
    await askPart(context, file);
    const tag = whole.fields.get("etag") ?? "none";
    await ask(context, { path: `/${file.name}`, fields: { "if-none-match": tag } }, "304", new Uint8Array());
    await ask(context, { path: `/${context.mark}.bin` }, "404");
  },
} satisfies Load;

async function askPart(context: LoadContext, { name, bytes }: FixtureFile): Promise<void> {
  const first = context.random.integer(bytes.length);
  const last = first + context.random.integer(bytes.length - first);
  const fields = { range: `bytes=${first}-${last}` };
  await ask(context, { path: `/${name}`, fields }, "206", bytes.subarray(first, last + 1));
}

async function ask(
  context: LoadContext,
  question: HttpQuestion,
  status: string,
  body?: Uint8Array,
): Promise<HttpAnswer> {
  context.asked();
  const answer = await askHttp(context.server.address("http")!, question, context.signal);
  refuseIfRefused(answer, status, question.path);
  expect(String(answer.status), status, question.path);
  if (body !== undefined) expect(sha256Of(answer.body), sha256Of(body), `content of ${question.path}`);
  context.right();
  return answer;
}

/**
 * A server in trouble says so with a 5xx; a missing folder gives a 404 in place of the right
 * answer.
 */
function refuseIfRefused({ status, body }: HttpAnswer, owed: string, path: string): void {
  if (status >= 500 || (status === 404 && owed !== "404")) {
    throw new Refused(`${path}: ${status} ${new TextDecoder().decode(body.subarray(0, 100))}`);
  }
}
