import type { RuleContext } from "../../rule_context.ts";
import { type Failure, RuleViolation } from "../../causes/rule_violation.ts";
import { type Cause, type Rule, seen, when } from "../../rule.ts";
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
import { ITS_END } from "../../causes/line_causes.ts";
import { COMMON_CAUSES, UNEXPLAINED } from "../../texts/common_causes.ts";
import { EXPECTED } from "../../texts/expected_texts.ts";
import { FILES_CAUSES as WHY, FILES_TEXTS as TEXTS } from "../../texts/files_texts.ts";
import type { Segmentation } from "../../probes/segmentation.ts";
import { fetchKnown, requestFor } from "./file_request.ts";
import { type FilesCheck, filesRule as rule, type FilesRuleSetting, needsFiles } from "./files_rule.ts";

/** The rules about how an existing file arrives. */
export function filesContentRules(setting: FilesRuleSetting): Rule[] {
  const get = getter(setting);
  const needs = ["text"];
  return [
    rule("text", TEXTS.text, HEAD, get(PLAIN_FILE), {
      control: (context) => withoutLineEnd(context, setting),
    }),
    rule("accents", TEXTS.accents, [when(wrongSize, WHY.characters), ...HEAD], get(TEXT_FILE), { needs }),
    rule(
      "binary",
      TEXTS.binary,
      [
        when(pattern.decodeError, WHY.binaryDied),
        ...ITS_END,
        when(pattern.different, WHY.textMode),
        ...CUT,
        seen(pattern.hungUp, UNEXPLAINED.onlyTexts),
      ],
      get(BINARY_FILE),
      // Who counts characters has read the file as text.
      { needs, after: ["accents"] },
    ),
    rule("empty", TEXTS.empty, HEAD, get(EMPTY_FILE), { needs }),
    rule("large", TEXTS.large, [...ITS_END, ...CUT], get(LARGE_FILE), { needs: [...needs, "binary"] }),
    rule(
      "name",
      TEXTS.name,
      [seen(pattern.contains(/^KO/), WHY.nameNotFound), ...HEAD],
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
    rule("bytewise", TEXTS.bytewise, PIECES, get(PLAIN_FILE, "bytewise"), {
      needs,
      control: get(PLAIN_FILE),
    }),
    rule(
      "split",
      TEXTS.split,
      [
        when(pattern.decodeError, WHY.decode),
        ...ITS_END,
        EARLY,
        when(pattern.control("holds"), COMMON_CAUSES.cutCharacter),
      ],
      get(ACCENTED_FILE, "split"),
      { needs: [...needs, "name", "bytewise"], control: get(ACCENTED_FILE) },
    ),
    rule(
      "slow",
      TEXTS.slow,
      [
        when(pattern.endedWhileSending, COMMON_CAUSES.timeout),
        ...ITS_END,
        EARLY,
        when(pattern.control("holds"), COMMON_CAUSES.slower),
      ],
      get(PLAIN_FILE, "slow"),
      { needs: [...needs, "bytewise"], control: get(PLAIN_FILE) },
    ),
    rule(
      "crlf",
      TEXTS.crlf,
      [...ITS_END, when(pattern.control("holds"), WHY.carriageReturn)],
      get(PLAIN_FILE, "whole", "\r\n"),
      { needs, severity, control: get(PLAIN_FILE) },
    ),
    rule(
      "line_end",
      TEXTS.lineEnd,
      [when(pattern.contains(/\r\n$/), COMMON_CAUSES.carriageReturnAdded)],
      (context) => lineEnd(context, setting),
      { needs, severity },
    ),
  ];
}

/** The name alone: a server that keeps the line end on a name finds this one, and no other. */
async function withoutLineEnd(context: RuleContext, setting: FilesRuleSetting): Promise<void> {
  needsFiles(setting);
  (await fetchKnown(context, PLAIN_FILE, { ...setting, mark: "" }, true)).close();
}

function getter(setting: FilesRuleSetting) {
  return (file: KnownFile, via?: Segmentation, mark: string = setting.mark) =>
  async (
    context: RuleContext,
  ) => {
    needsFiles(setting);
    (await fetchKnown(context, file, { ...setting, mark, ...(via === undefined ? {} : { via }) })).close();
  };
}

/** The same name without its line end, ended by the end of the stream, is found. */
function findsWithoutLineEnd({ control }: Failure): boolean {
  return control === "holds";
}

const wrongSize: pattern.FailurePattern = ({ symptom, expected }) =>
  symptom === "different" && expected.part === "size";

/** A part of the content has come, and no more. */
const CUT: readonly Cause[] = [
  when(
    (failure) =>
      pattern.misses("content")(failure) && failure.symptom !== "different" && failure.received.length > 0,
    WHY.truncated,
  ),
];

const HEAD: readonly Cause[] = [
  when(pattern.both(wrongSize, pattern.contains(/^\d+\r?\n/)), WHY.wrongSize),
  when(wrongSize, WHY.noSize),
  when(pattern.contains(/^OK[^\r\n]/), WHY.okAlone),
  when(pattern.both(pattern.contains(/^KO/), findsWithoutLineEnd), WHY.keepsLineEnd),
  seen(pattern.contains(/^KO/), WHY.koInstead),
  when(pattern.contains(/^OK\s*\d*$/), WHY.noLineEnd),
  when(({ expected, text }) => expected.part === "size" && text === "", WHY.noSize),
  when(({ symptom, expected }) => symptom === "different" && expected.part === "content", WHY.wrong),
  ...ITS_END,
  ...CUT,
  when(pattern.answeredAtEnd, WHY.waitsForMore),
  when(pattern.different, WHY.noOk),
];

/** The name in one piece is answered, in several it is not. */
const EARLY = when(pattern.answeredEarly, WHY.oneRecv);
const PIECES: readonly Cause[] = [...ITS_END, when(pattern.control("holds"), WHY.oneRecv)];

async function lineEnd(context: RuleContext, setting: FilesCheck): Promise<void> {
  needsFiles(setting);
  const conn = await context.connect();
  await conn.send(requestFor(PLAIN_FILE.name, { around: setting.around, mark: "\n" }));
  const line = await conn.line(EXPECTED.plainLineEnd);
  if (!line.endsWith("\r")) return;
  throw new RuleViolation("different", EXPECTED.plainLineEnd, new TextEncoder().encode(`${line}\n`));
}
