import type { RuleContext } from "../../rule_context.ts";
import { RuleViolation } from "../../causes/rule_violation.ts";
import { otherwise, type Rule, when } from "../../rule.ts";
import { LARGE_FILE, PLAIN_FILE } from "../../targets/fixture_folder.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { COMMON_CAUSES } from "../../texts/common_texts.ts";
import { EXPECTED } from "../../texts/expected_texts.ts";
import { FILES_CAUSES as WHY, FILES_TEXTS as TEXTS } from "../../texts/files_texts.ts";
import { fetchKnown } from "./file_request.ts";
import { expectServed, filesRule as rule, type FilesRuleSetting, needsFiles } from "./files_rule.ts";

/** The rules about clients that come and go in all the ways in which clients do. */
export function filesVisitorRules(setting: FilesRuleSetting): Rule[] {
  const options = { needs: ["text"] };
  const stops = [when(pattern.crashed, COMMON_CAUSES.endKills), otherwise(WHY.stops)];
  return [
    rule("half_close", TEXTS.halfClose, [otherwise(WHY.halfClose)], async (context) => {
      needsFiles(setting);
      await fetchKnown(context, PLAIN_FILE, setting, true);
    }, options),
    rule("next_client", TEXTS.next, stops, async (context) => {
      for (let client = 0; client < 3; client++) await expectServed(context, setting);
    }, options),
    rule("silent_client", TEXTS.silent, stops, async (context) => {
      (await context.connect()).close();
      await expectServed(context, setting);
    }, options),
    rule(
      "reset",
      TEXTS.reset,
      [otherwise(WHY.resetKills)],
      (context) => brokenDownload(context, setting),
      options,
    ),
    rule(
      "at_once",
      TEXTS.atOnce,
      [otherwise(COMMON_CAUSES.notConcurrent)],
      (context) => atOnce(context, setting),
      options,
    ),
  ];
}

async function brokenDownload(context: RuleContext, setting: FilesRuleSetting): Promise<void> {
  for (let client = 0; client < 2; client++) {
    const rude = await context.connect();
    await rude.send((setting.fixtures === undefined ? "netlab-check" : LARGE_FILE.name) + setting.mark);
    rude.reset();
    await expectServed(context, setting);
  }
}

/** One client connects and says nothing; another one asks meanwhile. */
async function atOnce(context: RuleContext, setting: FilesRuleSetting): Promise<void> {
  const idle = await context.connect();
  const eager = await context.connect();
  const name = setting.fixtures === undefined ? `netlab-check-${context.random.word(8)}` : PLAIN_FILE.name;
  await eager.send(name + setting.mark);
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
