import type { RuleContext } from "../../rule_context.ts";
import { RuleViolation } from "../../causes/rule_violation.ts";
import { ITS_END } from "../../causes/line_causes.ts";
import { type Cause, type Rule, seen, when } from "../../rule.ts";
import { FOLDER, SECRET } from "../../targets/fixture_folder.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { EXPECTED, REQUESTED } from "../../texts/expected_texts.ts";
import { FILES_CAUSES as WHY, FILES_TEXTS as TEXTS } from "../../texts/files_texts.ts";
import { expectRefusal, requestFor } from "./file_request.ts";
import { expectRefused, filesRule as rule, type FilesRuleSetting } from "./files_rule.ts";

/** The rules about names without a file to hand over. */
export function filesRefusalRules(setting: FilesRuleSetting): Rule[] {
  const { mark } = setting;
  const needs = ["unknown"];
  const severity = "should";
  const lenient = (name: string) => (context: RuleContext) => expectRefused(context, name, setting);
  return [
    rule(
      "unknown",
      TEXTS.unknown,
      UNKNOWN,
      (context) => expectRefused(context, unknownName(context), setting),
      { alike: ["text"] },
    ),
    rule(
      "one_reason",
      TEXTS.reasonOnce,
      [when(pattern.stillOpen, WHY.staysOpen), when(pattern.extra, WHY.manyReasons)],
      (context) => oneReason(context, setting),
      { needs },
    ),
    rule(
      "traversal",
      TEXTS.traversal,
      [when(given, WHY.traversal), ...UNKNOWN],
      (context) => traversal(context, setting),
      { alike: ["text", "unknown"] },
    ),
    rule(
      "folder",
      TEXTS.folder,
      [when(isADirectory, WHY.folder), ...UNKNOWN],
      (context) => aFolder(context, setting),
      {
        needs,
        severity,
      },
    ),
    ...(mark === "" ? [] : [
      rule("no_name", TEXTS.noName, UNKNOWN, lenient(""), { needs, severity }),
      rule("long_name", TEXTS.longName, UNKNOWN, lenient("x".repeat(5000)), {
        needs,
        severity,
      }),
    ]),
  ];
}

const given: pattern.FailurePattern = ({ text }) =>
  text.includes(SECRET.slice(0, 20)) || text.startsWith("OK");

const UNKNOWN: readonly Cause[] = [
  when(pattern.both(pattern.misses("reason"), pattern.contains(/\S/)), WHY.reasonNoLineEnd),
  when(pattern.misses("reason"), WHY.noReason),
  when(pattern.contains(/^KO[^\r\n]/), WHY.koAlone),
  when(pattern.contains(/^KO$/), WHY.reasonNoLineEnd),
  ...ITS_END,
  seen(pattern.nothing, WHY.hangs),
  seen(pattern.hungUp, WHY.dies),
  when(pattern.different, WHY.koMissing),
];

/** Its own words are about a folder. */
const isADirectory: pattern.FailurePattern = ({ said }) => /IsADirectory|is a directory/i.test(said);

function unknownName({ random }: RuleContext): string {
  return `netlab-check-${random.word(8)}.txt`;
}

async function oneReason(context: RuleContext, setting: FilesRuleSetting): Promise<void> {
  const conn = await context.connect();
  await conn.send(requestFor(unknownName(context), setting));
  await expectRefusal(conn, REQUESTED.unknownName);
  await conn.end(EXPECTED.endAfterReason);
  if (conn.unheard.length > 0) throw new RuleViolation("extra", EXPECTED.oneReason, conn.unheard);
}

/**
 * All the ways out are tried, because a server that refuses one in the wrong way may give away
 * another.
 */
async function traversal(context: RuleContext, setting: FilesRuleSetting): Promise<void> {
  const names = setting.fixtures?.escapingNames ?? ["../../../../../../../../etc/passwd", "/etc/passwd"];
  const failures: RuleViolation[] = [];
  for (const name of names) {
    try {
      await expectRefused(context, name, setting);
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      failures.push(error);
    }
  }
  const worst = failures.find(({ received }) =>
    /^OK|nobody may read/.test(new TextDecoder().decode(received))
  );
  if (failures.length > 0) throw worst ?? failures[0]!;
}

async function aFolder(context: RuleContext, setting: FilesRuleSetting): Promise<void> {
  for (const name of setting.fixtures === undefined ? ["."] : [".", FOLDER]) {
    await expectRefused(context, name, setting);
  }
  // It is still there for the next one.
  await expectRefused(context, unknownName(context), setting);
}
