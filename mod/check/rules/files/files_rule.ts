import type { RuleContext } from "../../rule_context.ts";
import { RuleSkipped } from "../../causes/rule_violation.ts";
import { quoted } from "../../causes/expectation.ts";
import { type Cause, type Rule, type RuleText, when } from "../../rule.ts";
import { type FixtureFolder, PLAIN_FILE } from "../../targets/fixture_folder.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { COMMON_CAUSES } from "../../texts/common_causes.ts";
import { DESCRIBED, NOBODY_THERE } from "../../causes/line_causes.ts";
import { REQUESTED } from "../../texts/expected_texts.ts";
import { FILES_CAUSES as WHY, NEEDS_FOLDER } from "../../texts/files_texts.ts";
import { expectRefusal, fetchKnown, type Request, requestFor } from "./file_request.ts";

/** How the file service is to be. */
export interface FilesCheck {
  readonly framing: "line" | "chunk";
  readonly concurrent: boolean;
  /** What stands around the name that is asked for, `{name}`. @default "{name}" */
  readonly around?: string | undefined;
  /** How a file is sent, if that is asked for: what stands in front of its bytes, with `{name}` and `{size}`. */
  readonly put?: string | undefined;
  /** The folder with the known files; without it only refusals can be tried. */
  readonly fixtures?: FixtureFolder;
}

/** The same, with the end of a name. */
export interface FilesRuleSetting extends FilesCheck {
  readonly mark: "\n" | "";
}

/** The settings of a rule of the file service. */
export interface FilesRuleOptions {
  readonly severity?: Rule["severity"];
  /** The rules that it needs, by the last part of their ids. */
  readonly needs?: readonly string[];
  /** Whether it is about several clients. @default false */
  readonly company?: boolean;
  readonly control?: Rule["control"];
  /** Those whose mistakes break it, too, by the last part of their ids. */
  readonly after?: readonly string[];
  /** Those that are cut off in the same way by the same mistake, by the last part of their ids. */
  readonly alike?: readonly string[];
}

/** A rule of the file service. */
export function filesRule(
  id: string,
  text: RuleText,
  causes: readonly Cause[],
  probe: Rule["probe"],
  { severity = "must", needs = [], company = false, control, after = [], alike = [] }: FilesRuleOptions = {},
): Rule {
  const ids = needs.map((need) => `files.${need}`);
  return {
    id: `files.${id}`,
    ...text,
    severity,
    needs: ids,
    after: after.map((other) => `files.${other}`),
    alike: alike.map((other) => `files.${other}`),
    causes: [...GENERAL, ...causes, ...DESCRIBED],
    company,
    probe,
    ...(control === undefined ? {} : { control }),
  };
}

const GENERAL: readonly Cause[] = [
  ...NOBODY_THERE,
  when(pattern.both(pattern.gone, pattern.servesOne), COMMON_CAUSES.oneClient),
  when(pattern.pythonBytes, COMMON_CAUSES.pythonBytes),
  when(pattern.both(pattern.stillOpen, pattern.misses("end after the file")), WHY.staysOpen),
];

/** @throws {RuleSkipped} without files whose content is known. */
export function needsFiles({ fixtures }: FilesCheck): void {
  if (fixtures === undefined) throw new RuleSkipped(NEEDS_FOLDER);
}

/** Asks for a name, which has to be refused. */
export async function expectRefused(context: RuleContext, name: string, request: Request): Promise<void> {
  const conn = await context.connect();
  await conn.send(requestFor(name, request));
  await expectRefusal(conn, name.length > 200 ? REQUESTED.longName : quoted(name));
  conn.close();
}

/** Somebody is served: with a file where one is known, else with a refusal. */
export async function expectServed(
  context: RuleContext,
  setting: FilesRuleSetting,
): Promise<void> {
  if (setting.fixtures === undefined) {
    return await expectRefused(context, `netlab-check-${context.random.word(8)}`, setting);
  }
  (await fetchKnown(context, PLAIN_FILE, setting)).close();
}
