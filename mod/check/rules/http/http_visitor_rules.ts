import * as pattern from "../../causes/failure_patterns.ts";
import { ITS_END } from "../../causes/line_causes.ts";
import { RuleViolation } from "../../causes/rule_violation.ts";
import type { Text } from "../../../i18n/text.ts";
import { ended } from "../../probes/http/http_response.ts";
import { type Cause, type Rule, seen, when } from "../../rule.ts";
import type { RuleContext } from "../../rule_context.ts";
import { LARGE_FILE } from "../../targets/fixture_folder.ts";
import { COMMON_CAUSES, UNEXPLAINED as SEEN } from "../../texts/common_causes.ts";
import { HTTP_CAUSES as WHY, HTTP_NOTES as NOTES } from "../../texts/http_causes.ts";
import { BAD_REQUESTS, HTTP_EXPECTED_OF as OF } from "../../texts/http_expected.ts";
import { EXPECTED as COMMON_EXPECTED } from "../../texts/expected_texts.ts";
import { HTTP_TEXTS as TEXTS } from "../../texts/http_texts.ts";
import { asked, expectSample, hearSample, pathOf, requestTo, sample } from "./http_exchange.ts";
import { type HttpCheck, httpRule as rule, servedBy } from "./http_rule.ts";

/** The rules about clients that come and go in all the ways in which clients do. */
export function httpVisitorRules(check: HttpCheck): Rule[] {
  const needs = ["length", "text"];
  const company = { needs, company: true };
  const after = { needs: [...needs, "next_client"], company: true };
  const several = (count: number) => async (context: RuleContext) => {
    for (let client = 0; client < count; client++) await expectSample(context, check);
  };
  const stops = [
    when(pattern.both(pattern.nothing, pattern.keepsBusy), COMMON_CAUSES.endlessLoop),
    seen(pattern.nothing, SEEN.nextClient),
  ];
  const kills = (told: Cause["text"]) => [
    when(pattern.killedBy("SIGPIPE"), COMMON_CAUSES.sigpipe),
    when(pattern.crashed, told),
  ];
  return [
    rule("next_client", TEXTS.next, [...kills(COMMON_CAUSES.endKills), ...stops], several(3), company),
    rule(
      "silent_client",
      TEXTS.silent,
      [...kills(COMMON_CAUSES.endKills), ...stops],
      (context) => leaving(context, check),
      after,
    ),
    rule(
      "reset",
      TEXTS.reset,
      [
        when(pattern.killedBy("SIGPIPE"), COMMON_CAUSES.sigpipe),
        when(pattern.both(pattern.gone, pattern.brokenPipe), COMMON_CAUSES.resetKills),
        ...ITS_END,
        when(pattern.both(pattern.gone, pattern.control("holds")), COMMON_CAUSES.resetEnds),
        ...stops,
      ],
      (context) => brokenDownload(context, check),
      { ...after, control: several(4) },
    ),
    rule(
      "bad_requests",
      TEXTS.badRequests,
      [
        ...kills(WHY.badRequestKills),
        when(pattern.both(pattern.hasEnded, pattern.control("holds")), WHY.badRequestEnds),
        ...stops,
      ],
      (context) => badRequests(context, check),
      { ...after, severity: "should", control: several(8) },
    ),
    rule(
      "at_once",
      TEXTS.atOnce,
      [
        when(pattern.misses("client that waited"), COMMON_CAUSES.waiterForgotten),
        when(pattern.waiting, COMMON_CAUSES.notConcurrent),
        when(pattern.turnedAway, COMMON_CAUSES.turnsAway),
      ],
      (context) => atOnce(context, check),
      // The one that says nothing leaves without a word.
      { ...after, needs: [...after.needs, "silent_client"] },
    ),
  ];
}

/** One that says nothing, and one that leaves in the middle of its request. */
async function leaving(context: RuleContext, check: HttpCheck): Promise<void> {
  (await context.connect()).close();
  await expectSample(context, check);
  const half = await context.connect();
  await half.send(requestTo(context, sample(context, check)).slice(0, 12));
  half.close();
  await expectSample(context, check);
}

async function brokenDownload(context: RuleContext, check: HttpCheck): Promise<void> {
  const path = servedBy(context, check) === "folder" ? pathOf(LARGE_FILE) : sample(context, check).path;
  for (let client = 0; client < 2; client++) {
    (await asked(context, path)).reset();
    await expectSample(context, check);
  }
}

async function badRequests(context: RuleContext, check: HttpCheck): Promise<void> {
  const whole = requestTo(context, sample(context, check));
  const requests: [what: Text, bytes: string | Uint8Array][] = [
    [BAD_REQUESTS.garbage, Uint8Array.of(0xff, 0xfe, 0, 0xc3, 0x28, 13, 10, 13, 10)],
    [BAD_REQUESTS.oneWord, "bonjour\r\n\r\n"],
    [BAD_REQUESTS.noPath, "GET\r\n\r\n"],
    [BAD_REQUESTS.emptyLine, `\r\n${whole}`],
    [BAD_REQUESTS.noHost, whole.replace(/Host: .*\r\n/, "")],
    [BAD_REQUESTS.noColon, whole.replace("User-Agent:", "User-Agent")],
    [BAD_REQUESTS.hugeLine, whole.replace("/", `/${"x".repeat(70_000)}`)],
  ];
  for (const [what, bytes] of requests) {
    const conn = await context.connect();
    await conn.send(bytes);
    await ended(conn, 150);
    conn.close();
    await nextAfter(what, () => expectSample(context, check));
  }
}

async function nextAfter(what: Text, serve: () => Promise<unknown>): Promise<void> {
  try {
    await serve();
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    const { symptom, received, why, start } = error;
    throw new RuleViolation(symptom, OF.nextAfter(what), received, why, start === undefined ? {} : { start });
  }
}

/** One client connects and says nothing; another one asks meanwhile. */
async function atOnce(context: RuleContext, check: HttpCheck): Promise<void> {
  const { path, file } = sample(context, check);
  const idle = await context.connect();
  const eager = await asked(context, path);
  let answered = true;
  try {
    await eager.until((text) => text !== "", COMMON_EXPECTED.answerMeanwhile);
  } catch (error) {
    if (!(error instanceof RuleViolation) || error.symptom !== "silence" || check.concurrent) throw error;
    answered = false;
  }
  idle.close();
  if (!answered) {
    context.note(NOTES.oneAtATime);
    await eager.until((text) => text !== "", COMMON_EXPECTED.answerAfterwards);
  }
  await hearSample(eager, path, file);
}
