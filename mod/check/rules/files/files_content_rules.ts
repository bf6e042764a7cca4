import type { RuleContext } from "../../rule_context.ts";
import { RuleViolation } from "../../causes/rule_violation.ts";
import { type Cause, otherwise, type Rule, when } from "../../rule.ts";
import {
  ACCENTED_FILE,
  BINARY_FILE,
  EMPTY_FILE,
  type KnownFile,
  LARGE_FILE,
  PLAIN_FILE,
  TEXT_FILE,
} from "../../targets/fixture_folder.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { COMMON_CAUSES } from "../../texts/common_texts.ts";
import { EXPECTED } from "../../texts/expected_texts.ts";
import { FILES_CAUSES as WHY, FILES_TEXTS as TEXTS } from "../../texts/files_texts.ts";
import type { Segmentation } from "../../probes/segmentation.ts";
import { fetchKnown } from "./file_request.ts";
import { type FilesCheck, filesRule as rule, type FilesRuleSetting, needsFiles } from "./files_rule.ts";

/** The rules about how an existing file arrives. */
export function filesContentRules(setting: FilesRuleSetting): Rule[] {
  const get = getter(setting);
  const needs = ["text"];
  return [
    rule("text", TEXTS.text, HEAD, get(PLAIN_FILE)),
    rule("accents", TEXTS.accents, [when(wrongSize, WHY.characters), ...HEAD], get(TEXT_FILE), { needs }),
    rule(
      "binary",
      TEXTS.binary,
      [when(pattern.decodeError, WHY.binaryDied), otherwise(WHY.textMode)],
      get(BINARY_FILE),
      {
        needs,
      },
    ),
    rule("empty", TEXTS.empty, HEAD, get(EMPTY_FILE), { needs }),
    rule("large", TEXTS.large, [otherwise(WHY.truncated)], get(LARGE_FILE), { needs: [...needs, "binary"] }),
    rule(
      "name",
      TEXTS.name,
      [when(pattern.contains(/^KO/), WHY.strip), otherwise(WHY.encoding)],
      get(ACCENTED_FILE),
      {
        needs,
      },
    ),
  ];
}

/** The rules about where the name ends, no matter in how many pieces it arrives. */
export function filesFramingRules(setting: FilesRuleSetting): Rule[] {
  const get = getter(setting);
  const needs = ["text"];
  const severity = "should";
  return [
    rule("bytewise", TEXTS.bytewise, [otherwise(WHY.oneRecv)], get(PLAIN_FILE, "bytewise"), { needs }),
    rule(
      "split",
      TEXTS.split,
      [when(pattern.decodeError, WHY.decode), otherwise(WHY.oneRecv)],
      get(ACCENTED_FILE, "split"),
      { needs: [...needs, "name"] },
    ),
    rule(
      "slow",
      TEXTS.slow,
      [when(pattern.hungUp, COMMON_CAUSES.timeout), otherwise(WHY.oneRecv)],
      get(PLAIN_FILE, "slow"),
      { needs },
    ),
    rule("crlf", TEXTS.crlf, [otherwise(WHY.carriageReturn)], get(PLAIN_FILE, "whole", "\r\n"), {
      needs,
      severity,
    }),
    rule(
      "line_end",
      TEXTS.lineEnd,
      [otherwise(COMMON_CAUSES.carriageReturnAdded)],
      (context) => lineEnd(context, setting),
      { needs, severity },
    ),
  ];
}

function getter(setting: FilesRuleSetting) {
  return (file: KnownFile, via?: Segmentation, mark: string = setting.mark) =>
  async (
    context: RuleContext,
  ) => {
    needsFiles(setting);
    (await fetchKnown(context, file, { via, mark })).close();
  };
}

const wrongSize: pattern.FailurePattern = ({ symptom, expected }) =>
  symptom === "different" && expected.part === "size";

const HEAD: readonly Cause[] = [
  when(pattern.both(wrongSize, pattern.contains(/^\d+\r?\n/)), WHY.wrongSize),
  when(wrongSize, WHY.noSize),
  when(pattern.contains(/^OK[^\r\n]/), WHY.okAlone),
  when(pattern.contains(/^KO/), WHY.koInstead),
  when(pattern.contains(/^OK\s*\d*$/), WHY.noLineEnd),
  when(({ expected, text }) => expected.part === "size" && text === "", WHY.noSize),
  when(({ symptom, expected }) => symptom === "different" && expected.part === "content", WHY.wrong),
  when(pattern.misses("content"), WHY.truncated),
  when(pattern.nothing, WHY.waitsForMore),
  when(pattern.hungUp, COMMON_CAUSES.diedOfIt),
  otherwise(WHY.noOk),
];

async function lineEnd(context: RuleContext, setting: FilesCheck): Promise<void> {
  needsFiles(setting);
  const conn = await context.connect();
  await conn.send(`${PLAIN_FILE.name}\n`);
  const line = await conn.line(EXPECTED.plainLineEnd);
  if (!line.endsWith("\r")) return;
  throw new RuleViolation("different", EXPECTED.plainLineEnd, new TextEncoder().encode(`${line}\n`));
}
