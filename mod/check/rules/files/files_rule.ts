import type { Bench } from "../../bench.ts";
import { Skipped } from "../../causes/broken.ts";
import { quoted } from "../../causes/expectation.ts";
import { type Cause, type Rule, type RuleText, when } from "../../rule.ts";
import { PLAIN, type ShopWindow } from "../../targets/shop_window.ts";
import * as sign from "../../causes/symptoms.ts";
import { COMMON_CAUSES } from "../../texts/common_texts.ts";
import { REQUESTED } from "../../texts/expected_texts.ts";
import { FILES_CAUSES as WHY, NEEDS_FOLDER } from "../../texts/files_texts.ts";
import { expectRefusal, fetchKnown } from "./file_request.ts";

/** How the file service is to be. */
export interface FilesCheck {
  readonly framing: "line" | "chunk";
  readonly concurrent: boolean;
  /** The folder with the known files; without it only refusals can be tried. */
  readonly shop?: ShopWindow;
}

/** The same, with what ends a name. */
export interface FilesScene extends FilesCheck {
  readonly mark: "\n" | "";
}

/** What a rule of the file service may say of itself. */
export interface FilesRuleOptions {
  readonly severity?: Rule["severity"];
  /** The rules that it needs, by the last part of their ids. */
  readonly needs?: readonly string[];
}

/** A rule of the file service. */
export function filesRule(
  id: string,
  text: RuleText,
  causes: readonly Cause[],
  probe: Rule["probe"],
  { severity = "must", needs = [] }: FilesRuleOptions = {},
): Rule {
  const ids = needs.map((need) => `files.${need}`);
  return { id: `files.${id}`, ...text, severity, needs: ids, causes: [...GENERAL, ...causes], probe };
}

const GENERAL: readonly Cause[] = [
  when(sign.both(sign.refused, sign.addressInUse), COMMON_CAUSES.addressInUse),
  when(sign.both(sign.refused, sign.misses("first client")), COMMON_CAUSES.neverStarted),
  when((failure) => sign.anotherRefused(failure) && failure.said === "", WHY.stops),
  when(sign.pythonBytes, COMMON_CAUSES.pythonBytes),
  when(sign.both(sign.stillOpen, sign.misses("end after the file")), WHY.staysOpen),
];

/** @throws {Skipped} without files whose content is known. */
export function needsFiles({ shop }: FilesCheck): void {
  if (shop === undefined) throw new Skipped(NEEDS_FOLDER);
}

/** Asks for a name, which has to be refused. */
export async function refused(bench: Bench, name: string, mark: string): Promise<void> {
  const wire = await bench.connect();
  await wire.send(name + mark);
  await expectRefusal(wire, name.length > 200 ? REQUESTED.longName : quoted(name));
  wire.close();
}

/** Somebody is served: with a file where one is known, else with a refusal. */
export async function served(bench: Bench, { shop, mark }: FilesScene): Promise<void> {
  if (shop === undefined) return await refused(bench, `netlab-check-${bench.random.word(8)}`, mark);
  (await fetchKnown(bench, PLAIN, { mark })).close();
}
