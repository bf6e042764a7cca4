import * as pattern from "../../causes/failure_patterns.ts";
import { ITS_END } from "../../causes/line_causes.ts";
import { type Failure, RuleSkipped, RuleViolation } from "../../causes/rule_violation.ts";
import { sleep } from "../../probes/sleep.ts";
import { type Cause, type Rule, seen, when } from "../../rule.ts";
import type { RuleContext } from "../../rule_context.ts";
import { IMAGE_FILE, LARGE_FILE, TEXT_FILE } from "../../targets/fixture_folder.ts";
import { NEEDS_FOLDER } from "../../texts/files_texts.ts";
import {
  NO_SIZE,
  PUT_CAUSES as WHY,
  PUT_EXPECTED as EXPECTED,
  PUT_EXPECTED_OF as OF,
  PUT_SEEN as SEEN,
  PUT_TEXTS as TEXTS,
} from "../../texts/put_texts.ts";
import { asText, endsAtZero } from "../http/http_patterns.ts";
import { filesRule as rule } from "./files_rule.ts";
import {
  expectBack,
  fetchAny,
  nameToSend,
  type PutSetting,
  sendForKeeping,
  store,
  thereAndBack,
} from "./put_request.ts";

/** The rules of a file server that keeps what it is sent; no sheet asks for that, so `--put` says how it is sent. */
export function filesPutRules(setting: PutSetting): Rule[] {
  const needs = ["put"];
  const severity = "should";
  const back = (bytes: Uint8Array, how?: "pieces") => (context: RuleContext) =>
    thereAndBack(context, setting, bytes, how);
  return [
    rule("put", TEXTS.put, kept(TEXT_FILE.bytes), back(TEXT_FILE.bytes)),
    rule(
      "put_binary",
      TEXTS.binary,
      [
        when(pattern.decodeError, WHY.died),
        when(endsAtZero, WHY.zeroByte),
        when(asText, WHY.asText),
        ...kept(IMAGE_FILE.bytes),
      ],
      back(IMAGE_FILE.bytes),
      { needs },
    ),
    rule("put_empty", TEXTS.empty, kept(new Uint8Array()), back(new Uint8Array()), { needs, severity }),
    rule("put_large", TEXTS.large, kept(large()), (context) => back(large())(context), {
      needs: [...needs, "put_binary"],
    }),
    rule(
      "put_pieces",
      TEXTS.pieces,
      [when(pattern.control("holds"), WHY.oneRead), ...kept(TEXT_FILE.bytes)],
      back(TEXT_FILE.bytes, "pieces"),
      { needs, control: back(TEXT_FILE.bytes) },
    ),
    rule(
      "put_existing",
      TEXTS.existing,
      [
        when(holds([...NEW, ...OLD.slice(NEW.length)]), WHY.notTruncated),
        when(holds([...OLD, ...NEW]), WHY.appended),
        ...kept(NEW),
      ],
      (context) => existing(context, setting),
      { needs },
    ),
    rule(
      "put_cut",
      TEXTS.cut,
      [...ITS_END, when(pattern.different, WHY.cutServed)],
      (context) => cut(context, setting),
      { needs, severity },
    ),
    rule(
      "put_outside",
      TEXTS.outside,
      [when(pattern.different, WHY.outside)],
      (context) => outside(context, setting),
      {
        needs,
      },
    ),
  ];
}

const OLD = new TextEncoder().encode(`${"l'ancien fichier, ".repeat(9)}fin\n`);
const NEW = new TextEncoder().encode("le nouveau\n");
const large = () => LARGE_FILE.bytes.subarray(0, 1_500_000);

/** What may have become of a file on its way there and back. */
function kept(sent: Uint8Array): readonly Cause[] {
  const content = (test: (failure: Failure) => boolean) => (failure: Failure) =>
    failure.expected.part === "content" && pattern.different(failure) && test(failure);
  return [
    ...ITS_END,
    when(pattern.both(pattern.answeredAtEnd, pattern.misses("OK")), WHY.waitsForEnd),
    when(content(({ received }) => isBeginning(received, sent)), WHY.oneRead),
    when(content(({ received }) => isEnd(sent, received)), WHY.headKept),
    when(content(({ received }) => isBeginning(sent, received)), WHY.more),
    seen(content(() => true), SEEN.other),
    seen(pattern.both(pattern.contains(/^KO/), pattern.misses("OK")), SEEN.refused),
    seen(pattern.both(pattern.contains(/^KO/), pattern.misses("reason")), SEEN.notBack),
  ];
}

/** Exactly this came back. */
function holds(bytes: readonly number[]): pattern.FailurePattern {
  return ({ received }) =>
    received.length === bytes.length && received.every((byte, index) => byte === bytes[index]);
}

function isBeginning(part: Uint8Array, whole: Uint8Array): boolean {
  return part.length < whole.length && part.every((byte, index) => byte === whole[index]);
}

function isEnd(part: Uint8Array, whole: Uint8Array): boolean {
  const from = whole.length - part.length;
  return part.length > 0 && from > 0 && part.every((byte, index) => byte === whole[from + index]);
}

/** A short file under the name of a longer one. */
async function existing(context: RuleContext, setting: PutSetting): Promise<void> {
  const name = nameToSend(context);
  await store(context, setting, name, OLD);
  const taken = await store(context, setting, name, NEW);
  await expectBack(context, setting, name, taken ? NEW : OLD);
}

async function cut(context: RuleContext, setting: PutSetting): Promise<void> {
  if (!setting.put.includes("{size}")) throw new RuleSkipped(NO_SIZE);
  const name = nameToSend(context);
  (await sendForKeeping(context, setting, name, OLD, "half")).close();
  await sleep(MOMENT, context.options.signal);
  const came = await fetchAny(context, setting, name);
  if (came !== undefined) throw new RuleViolation("different", EXPECTED.unfinished, came);
}

/** All that counts is what is written: any answer is right, and none. */
async function outside(context: RuleContext, setting: PutSetting): Promise<void> {
  if (setting.fixtures === undefined) throw new RuleSkipped(NEEDS_FOLDER);
  for (const { name, wasWritten } of setting.fixtures.waysToWrite(nameToSend(context))) {
    const conn = await sendForKeeping(context, setting, name, NEW);
    await conn.line(EXPECTED.answer, MOMENT).catch((error) => {
      if (!(error instanceof RuleViolation)) throw error;
    });
    conn.close();
    if (wasWritten()) throw new RuleViolation("different", OF.outside(name), NEW);
  }
}

/** Milliseconds in which a server has taken notice of what has become of a client. */
const MOMENT = 300;
