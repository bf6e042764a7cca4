import type { RuleContext } from "../../rule_context.ts";
import { RuleViolation } from "../../causes/rule_violation.ts";
import { type Rule, seen, when } from "../../rule.ts";
import { LARGE_FILE, PLAIN_FILE } from "../../targets/fixture_folder.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { ITS_END } from "../../causes/line_causes.ts";
import { COMMON_CAUSES, UNEXPLAINED as SEEN } from "../../texts/common_causes.ts";
import { EXPECTED } from "../../texts/expected_texts.ts";
import { FILES_CAUSES as WHY, FILES_TEXTS as TEXTS } from "../../texts/files_texts.ts";
import { fetchKnown, requestFor } from "./file_request.ts";
import { expectServed, filesRule as rule, type FilesRuleSetting, needsFiles } from "./files_rule.ts";

/** The rules about clients that come and go in all the ways in which clients do. */
export function filesVisitorRules(setting: FilesRuleSetting): Rule[] {
  const options = { needs: [setting.fixtures === undefined ? "unknown" : "text"] };
  const company = { ...options, company: true };
  const after = { needs: [...options.needs, "next_client"], company: true };
  const stops = [
    when(pattern.crashed, COMMON_CAUSES.endKills),
    when(pattern.both(pattern.nothing, pattern.keepsBusy), COMMON_CAUSES.endlessLoop),
    seen(pattern.nothing, SEEN.nextClient),
  ];
  return [
    rule(
      "half_close",
      TEXTS.halfClose,
      [...ITS_END, when(pattern.control("holds"), WHY.halfClose)],
      async (context) => {
        needsFiles(setting);
        await fetchKnown(context, PLAIN_FILE, setting, true);
      },
      {
        ...options,
        control: async (context) => (await fetchKnown(context, PLAIN_FILE, setting)).close(),
      },
    ),
    rule("next_client", TEXTS.next, stops, async (context) => {
      for (let client = 0; client < 3; client++) await expectServed(context, setting);
    }, company),
    rule("silent_client", TEXTS.silent, stops, async (context) => {
      (await context.connect()).close();
      await expectServed(context, setting);
    }, after),
    rule(
      "reset",
      TEXTS.reset,
      [
        when(pattern.killedBy("SIGPIPE"), COMMON_CAUSES.sigpipe),
        when(pattern.both(pattern.gone, pattern.brokenPipe), WHY.resetKills),
        ...ITS_END,
        when(pattern.both(pattern.gone, pattern.control("holds")), COMMON_CAUSES.resetEnds),
      ],
      (context) => brokenDownload(context, setting),
      {
        ...after,
        control: async (context) => {
          for (let client = 0; client < 4; client++) await expectServed(context, setting);
        },
      },
    ),
    rule(
      "at_once",
      TEXTS.atOnce,
      [
        when(pattern.misses("client that waited"), COMMON_CAUSES.waiterForgotten),
        when(pattern.waiting, COMMON_CAUSES.notConcurrent),
        when(pattern.turnedAway, COMMON_CAUSES.turnsAway),
      ],
      (context) => atOnce(context, setting),
      after,
    ),
  ];
}

async function brokenDownload(context: RuleContext, setting: FilesRuleSetting): Promise<void> {
  for (let client = 0; client < 2; client++) {
    const rude = await context.connect();
    await rude.send(requestFor(setting.fixtures === undefined ? "netlab-check" : LARGE_FILE.name, setting));
    rude.reset();
    await expectServed(context, setting);
  }
}

/** One client connects and says nothing; another one asks meanwhile. */
async function atOnce(context: RuleContext, setting: FilesRuleSetting): Promise<void> {
  const idle = await context.connect();
  const eager = await context.connect();
  const name = setting.fixtures === undefined ? `netlab-check-${context.random.word(8)}` : PLAIN_FILE.name;
  await eager.send(requestFor(name, setting));
  const answered = await eager.until((text) => text.includes("\n"), EXPECTED.answerMeanwhile)
    .then(
      () => true,
      (error) => {
        if (error instanceof RuleViolation && error.symptom === "silence" && !setting.concurrent) {
          return false;
        }
        throw error;
      },
    );
  idle.close();
  if (!answered) context.note(WHY.oneAtATime);
  await eager.until((text) => text.includes("\n"), EXPECTED.answerAfterwards);
}
