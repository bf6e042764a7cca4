import type { Bench } from "../../bench.ts";
import { Broken } from "../../causes/broken.ts";
import { otherwise, type Rule, when } from "../../rule.ts";
import { LARGE, PLAIN } from "../../targets/shop_window.ts";
import * as sign from "../../causes/symptoms.ts";
import { COMMON_CAUSES } from "../../texts/common_texts.ts";
import { EXPECTED } from "../../texts/expected_texts.ts";
import { FILES_CAUSES as WHY, FILES_TEXTS as TEXTS } from "../../texts/files_texts.ts";
import { fetchKnown } from "./file_request.ts";
import { filesRule as rule, type FilesScene, needsFiles, served } from "./files_rule.ts";

/** The rules about clients that come and go in all the ways in which clients do. */
export function filesVisitorRules(scene: FilesScene): Rule[] {
  const options = { needs: ["text"] };
  const stops = [when(sign.crashed, COMMON_CAUSES.endKills), otherwise(WHY.stops)];
  return [
    rule("half_close", TEXTS.halfClose, [otherwise(WHY.halfClose)], async (bench) => {
      needsFiles(scene);
      await fetchKnown(bench, PLAIN, scene, true);
    }, options),
    rule("next_client", TEXTS.next, stops, async (bench) => {
      for (let client = 0; client < 3; client++) await served(bench, scene);
    }, options),
    rule("silent_client", TEXTS.silent, stops, async (bench) => {
      (await bench.connect()).close();
      await served(bench, scene);
    }, options),
    rule("reset", TEXTS.reset, [otherwise(WHY.resetKills)], (bench) => brokenDownload(bench, scene), options),
    rule(
      "at_once",
      TEXTS.atOnce,
      [otherwise(COMMON_CAUSES.notConcurrent)],
      (bench) => atOnce(bench, scene),
      options,
    ),
  ];
}

async function brokenDownload(bench: Bench, scene: FilesScene): Promise<void> {
  for (let client = 0; client < 2; client++) {
    const rude = await bench.connect();
    await rude.send((scene.shop === undefined ? "netlab-check" : LARGE.name) + scene.mark);
    rude.reset();
    await served(bench, scene);
  }
}

/** One client connects and says nothing; another one asks meanwhile. */
async function atOnce(bench: Bench, scene: FilesScene): Promise<void> {
  const idle = await bench.connect();
  const eager = await bench.connect();
  const name = scene.shop === undefined ? `netlab-check-${bench.random.word(8)}` : PLAIN.name;
  await eager.send(name + scene.mark);
  const answered = await eager.until((text) => text.includes("\n"), EXPECTED.answerMeanwhile)
    .then(
      () => true,
      (error) => {
        if (error instanceof Broken && error.symptom === "silence" && !scene.concurrent) return false;
        throw error;
      },
    );
  idle.close();
  if (!answered) bench.note(WHY.oneAtATime);
  await eager.until((text) => text.includes("\n"), EXPECTED.answerAfterwards);
}
