import type { Bench } from "../../bench.ts";
import { Broken } from "../../causes/broken.ts";
import { type Cause, otherwise, type Rule, when } from "../../rule.ts";
import { FOLDER, SECRET } from "../../targets/shop_window.ts";
import * as sign from "../../causes/symptoms.ts";
import { EXPECTED, REQUESTED } from "../../texts/expected_texts.ts";
import { FILES_CAUSES as WHY, FILES_TEXTS as TEXTS } from "../../texts/files_texts.ts";
import { expectRefusal } from "./file_request.ts";
import { filesRule as rule, type FilesScene, refused, served } from "./files_rule.ts";

/** The rules about names for which there is no file to hand over. */
export function filesRefusalRules(scene: FilesScene): Rule[] {
  const { mark } = scene;
  const needs = ["unknown"];
  const severity = "should";
  const lenient = (name: string) => (bench: Bench) => refused(bench, name, mark);
  return [
    rule("unknown", TEXTS.unknown, UNKNOWN, (bench) => refused(bench, unknownName(bench), mark)),
    rule(
      "one_reason",
      TEXTS.reasonOnce,
      [when(sign.stillOpen, WHY.staysOpen), otherwise(WHY.manyReasons)],
      (bench) => oneReason(bench, mark),
      { needs },
    ),
    rule(
      "traversal",
      TEXTS.traversal,
      [when(given, WHY.traversal), ...UNKNOWN],
      (bench) => traversal(bench, scene),
    ),
    rule("folder", TEXTS.folder, [otherwise(WHY.folder)], (bench) => aFolder(bench, scene), {
      needs,
      severity,
    }),
    ...(mark === "" ? [] : [
      rule("no_name", TEXTS.noName, [otherwise(WHY.koMissing)], lenient(""), { needs, severity }),
      rule("long_name", TEXTS.longName, [otherwise(WHY.koMissing)], lenient("x".repeat(5000)), {
        needs,
        severity,
      }),
    ]),
  ];
}

const given: sign.Sign = ({ text }) => text.includes(SECRET.slice(0, 20)) || text.startsWith("OK");

const UNKNOWN: readonly Cause[] = [
  when(sign.both(sign.misses("reason"), sign.contains(/\S/)), WHY.reasonNoLineEnd),
  when(sign.misses("reason"), WHY.noReason),
  when(sign.contains(/^KO[^\r\n]/), WHY.koAlone),
  when(sign.contains(/^KO$/), WHY.reasonNoLineEnd),
  when(sign.nothing, WHY.hangs),
  when(sign.hungUp, WHY.dies),
  otherwise(WHY.koMissing),
];

function unknownName({ random }: Bench): string {
  return `netlab-check-${random.word(8)}.txt`;
}

async function oneReason(bench: Bench, mark: string): Promise<void> {
  const wire = await bench.connect();
  await wire.send(unknownName(bench) + mark);
  await expectRefusal(wire, REQUESTED.unknownName);
  await wire.end(EXPECTED.endAfterReason);
  if (wire.unheard.length > 0) throw new Broken("extra", EXPECTED.oneReason, wire.unheard);
}

/** All the ways out are tried, for a server that refuses one in the wrong way may give away another. */
async function traversal(bench: Bench, { shop, mark }: FilesScene): Promise<void> {
  const names = shop?.waysOut ?? ["../../../../../../../../etc/passwd", "/etc/passwd"];
  const failures: Broken[] = [];
  for (const name of names) {
    try {
      await refused(bench, name, mark);
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      failures.push(error);
    }
  }
  const worst = failures.find(({ received }) =>
    /^OK|nobody may read/.test(new TextDecoder().decode(received))
  );
  if (failures.length > 0) throw worst ?? failures[0]!;
}

async function aFolder(bench: Bench, scene: FilesScene): Promise<void> {
  for (const name of scene.shop === undefined ? ["."] : [".", FOLDER]) {
    await refused(bench, name, scene.mark);
  }
  await served(bench, scene);
}
