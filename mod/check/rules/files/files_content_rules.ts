import type { Bench } from "../../bench.ts";
import { Broken } from "../../causes/broken.ts";
import { type Cause, otherwise, type Rule, when } from "../../rule.ts";
import { ACCENTED, BINARY, EMPTY, type KnownFile, LARGE, PLAIN, TEXT } from "../../targets/shop_window.ts";
import * as sign from "../../causes/symptoms.ts";
import { COMMON_CAUSES } from "../../texts/common_texts.ts";
import { EXPECTED } from "../../texts/expected_texts.ts";
import { FILES_CAUSES as WHY, FILES_TEXTS as TEXTS } from "../../texts/files_texts.ts";
import type { Transport } from "../../probes/transport.ts";
import { fetchKnown } from "./file_request.ts";
import { type FilesCheck, filesRule as rule, type FilesScene, needsFiles } from "./files_rule.ts";

/** The rules about what a file that is there arrives like. */
export function filesContentRules(scene: FilesScene): Rule[] {
  const get = getter(scene);
  const needs = ["text"];
  return [
    rule("text", TEXTS.text, HEAD, get(PLAIN)),
    rule("accents", TEXTS.accents, [when(wrongSize, WHY.characters), ...HEAD], get(TEXT), { needs }),
    rule(
      "binary",
      TEXTS.binary,
      [when(sign.decodeError, WHY.binaryDied), otherwise(WHY.textMode)],
      get(BINARY),
      {
        needs,
      },
    ),
    rule("empty", TEXTS.empty, HEAD, get(EMPTY), { needs }),
    rule("large", TEXTS.large, [otherwise(WHY.truncated)], get(LARGE), { needs: [...needs, "binary"] }),
    rule(
      "name",
      TEXTS.name,
      [when(sign.contains(/^KO/), WHY.strip), otherwise(WHY.encoding)],
      get(ACCENTED),
      {
        needs,
      },
    ),
  ];
}

/** The rules about where the name ends, whatever it arrives in. */
export function filesFramingRules(scene: FilesScene): Rule[] {
  const get = getter(scene);
  const needs = ["text"];
  const severity = "should";
  return [
    rule("bytewise", TEXTS.bytewise, [otherwise(WHY.oneRecv)], get(PLAIN, "bytewise"), { needs }),
    rule(
      "split",
      TEXTS.split,
      [when(sign.decodeError, WHY.decode), otherwise(WHY.oneRecv)],
      get(ACCENTED, "split"),
      { needs: [...needs, "name"] },
    ),
    rule(
      "slow",
      TEXTS.slow,
      [when(sign.hungUp, COMMON_CAUSES.timeout), otherwise(WHY.oneRecv)],
      get(PLAIN, "slow"),
      { needs },
    ),
    rule("crlf", TEXTS.crlf, [otherwise(WHY.carriageReturn)], get(PLAIN, "whole", "\r\n"), {
      needs,
      severity,
    }),
    rule(
      "line_end",
      TEXTS.lineEnd,
      [otherwise(COMMON_CAUSES.carriageReturnAdded)],
      (bench) => lineEnd(bench, scene),
      { needs, severity },
    ),
  ];
}

function getter(scene: FilesScene) {
  return (file: KnownFile, via?: Transport, mark: string = scene.mark) => async (bench: Bench) => {
    needsFiles(scene);
    (await fetchKnown(bench, file, { via, mark })).close();
  };
}

const wrongSize: sign.Sign = ({ symptom, expected }) => symptom === "different" && expected.part === "size";

const HEAD: readonly Cause[] = [
  when(sign.both(wrongSize, sign.contains(/^\d+\r?\n/)), WHY.wrongSize),
  when(wrongSize, WHY.noSize),
  when(sign.contains(/^OK[^\r\n]/), WHY.okAlone),
  when(sign.contains(/^KO/), WHY.koInstead),
  when(sign.contains(/^OK\s*\d*$/), WHY.noLineEnd),
  when(({ expected, text }) => expected.part === "size" && text === "", WHY.noSize),
  when(({ symptom, expected }) => symptom === "different" && expected.part === "content", WHY.wrong),
  when(sign.misses("content"), WHY.truncated),
  when(sign.nothing, WHY.waitsForMore),
  when(sign.hungUp, COMMON_CAUSES.diedOfIt),
  otherwise(WHY.noOk),
];

async function lineEnd(bench: Bench, scene: FilesCheck): Promise<void> {
  needsFiles(scene);
  const wire = await bench.connect();
  await wire.send(`${PLAIN.name}\n`);
  const line = await wire.line(EXPECTED.plainLineEnd);
  if (!line.endsWith("\r")) return;
  throw new Broken("different", EXPECTED.plainLineEnd, new TextEncoder().encode(`${line}\n`));
}
