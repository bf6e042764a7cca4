import type { Bench } from "../bench.ts";
import { Broken, Skipped } from "../broken.ts";
import { quoted } from "../expectation.ts";
import { type Cause, otherwise, type Rule, type RuleText, when } from "../rule.ts";
import {
  ACCENTED,
  BINARY,
  EMPTY,
  FOLDER,
  type KnownFile,
  LARGE,
  PLAIN,
  SECRET,
  type ShopWindow,
  TEXT,
} from "../shop_window.ts";
import * as sign from "../symptoms.ts";
import { COMMON_CAUSES } from "../texts/common_texts.ts";
import { EXPECTED, REQUESTED } from "../texts/expected_texts.ts";
import { FILES_CAUSES as WHY, FILES_TEXTS as TEXTS, NEEDS_FOLDER } from "../texts/files_texts.ts";
import type { Transport } from "../transport.ts";
import { expectRefusal, fetchKnown } from "./file_request.ts";

/** How the file service is to be. */
export interface FilesCheck {
  readonly framing: "line" | "chunk";
  readonly concurrent: boolean;
  /** The folder with the known files; without it only refusals can be tried. */
  readonly shop?: ShopWindow;
}

/** The rules of the file service (sheet 000 §3). */
export function filesRules(check: FilesCheck): Rule[] {
  const mark = check.framing === "line" ? "\n" : "";
  const get = (file: KnownFile, via?: Transport, end = mark) => async (bench: Bench) => {
    needsFiles(check);
    (await fetchKnown(bench, file, { via, mark: end })).close();
  };
  const framed = [
    rule("bytewise", TEXTS.bytewise, [otherwise(WHY.oneRecv)], get(PLAIN, "bytewise")),
    rule(
      "split",
      TEXTS.split,
      [when(sign.decodeError, WHY.decode), otherwise(WHY.oneRecv)],
      get(ACCENTED, "split"),
    ),
    rule(
      "slow",
      TEXTS.slow,
      [when(sign.hungUp, COMMON_CAUSES.timeout), otherwise(WHY.oneRecv)],
      get(PLAIN, "slow"),
    ),
    rule("crlf", TEXTS.crlf, [otherwise(WHY.carriageReturn)], get(PLAIN, "whole", "\r\n"), "should"),
  ];
  return [
    rule("text", TEXTS.text, HEAD, get(PLAIN)),
    rule("accents", TEXTS.accents, [when(wrongSize, WHY.characters), ...HEAD], get(TEXT)),
    rule("binary", TEXTS.binary, [when(sign.hungUp, WHY.binaryDied), otherwise(WHY.textMode)], get(BINARY)),
    rule("empty", TEXTS.empty, HEAD, get(EMPTY)),
    rule("large", TEXTS.large, [otherwise(WHY.truncated)], get(LARGE)),
    rule("name", TEXTS.name, [when(sign.contains(/^KO/), WHY.strip), otherwise(WHY.encoding)], get(ACCENTED)),
    rule(
      "unknown",
      TEXTS.unknown,
      UNKNOWN,
      (bench) => refused(bench, `netlab-check-${bench.random.word(8)}.txt`, mark),
    ),
    rule(
      "one_reason",
      TEXTS.reasonOnce,
      [when(sign.stillOpen, WHY.staysOpen), otherwise(WHY.manyReasons)],
      (bench) => oneReason(bench, mark),
    ),
    rule(
      "traversal",
      TEXTS.traversal,
      [when(given, WHY.traversal), ...UNKNOWN],
      (bench) => traversal(bench, check, mark),
    ),
    rule("folder", TEXTS.folder, [otherwise(WHY.folder)], (bench) => aFolder(bench, check, mark), "should"),
    ...(mark === "" ? [] : [
      rule(
        "no_name",
        TEXTS.noName,
        [otherwise(WHY.koMissing)],
        (bench) => refused(bench, "", mark),
        "should",
      ),
      rule(
        "long_name",
        TEXTS.longName,
        [otherwise(WHY.koMissing)],
        (bench) => refused(bench, "x".repeat(5000), mark),
        "should",
      ),
      ...framed,
    ]),
    rule("half_close", TEXTS.halfClose, [otherwise(WHY.halfClose)], async (bench) => {
      needsFiles(check);
      await fetchKnown(bench, PLAIN, { mark }, true);
    }),
    rule("next_client", TEXTS.next, [otherwise(WHY.stops)], async (bench) => {
      for (let client = 0; client < 3; client++) await served(bench, check, mark);
    }),
    rule("silent_client", TEXTS.silent, [otherwise(WHY.stops)], async (bench) => {
      (await bench.connect()).close();
      await served(bench, check, mark);
    }),
    rule("reset", TEXTS.reset, [otherwise(WHY.resetKills)], (bench) => brokenDownload(bench, check, mark)),
    rule(
      "at_once",
      TEXTS.atOnce,
      [otherwise(COMMON_CAUSES.notConcurrent)],
      (bench) => atOnce(bench, check, mark),
    ),
  ];
}

function rule(
  id: string,
  text: RuleText,
  causes: readonly Cause[],
  probe: Rule["probe"],
  severity: Rule["severity"] = "must",
): Rule {
  return { id: `files.${id}`, ...text, severity, causes: [...GENERAL, ...causes], probe };
}

const GENERAL: readonly Cause[] = [
  when(sign.both(sign.refused, sign.misses("first client")), COMMON_CAUSES.neverStarted),
  when((failure) => sign.anotherRefused(failure) && failure.said === "", WHY.stops),
  when(sign.pythonBytes, COMMON_CAUSES.pythonBytes),
  when(sign.both(sign.stillOpen, sign.misses("end after the file")), WHY.staysOpen),
];

const wrongSize: sign.Sign = ({ symptom, expected }) => symptom === "different" && expected.part === "size";
const given: sign.Sign = ({ text }) => text.includes(SECRET.slice(0, 20)) || text.startsWith("OK");

const HEAD: readonly Cause[] = [
  when(sign.both(wrongSize, sign.contains(/^\s*\D/)), WHY.noSize),
  when(wrongSize, WHY.noSize),
  when(sign.contains(/^OK\s*\d*$/), WHY.noLineEnd),
  when(({ expected, text }) => expected.part === "size" && text === "", WHY.noSize),
  when(({ symptom, expected }) => symptom === "different" && expected.part === "content", WHY.wrong),
  when(sign.misses("content"), WHY.truncated),
  when(sign.nothing, WHY.oneRecv),
  when(sign.hungUp, COMMON_CAUSES.diedOfIt),
  otherwise(WHY.noOk),
];

const UNKNOWN: readonly Cause[] = [
  when(sign.misses("reason"), WHY.noReason),
  when(sign.nothing, WHY.hangs),
  when(sign.hungUp, WHY.dies),
  otherwise(WHY.koMissing),
];

function needsFiles({ shop }: FilesCheck): void {
  if (shop === undefined) throw new Skipped(NEEDS_FOLDER);
}

async function refused(bench: Bench, name: string, mark: string): Promise<void> {
  const wire = await bench.connect();
  await wire.send(name + mark);
  await expectRefusal(wire, name.length > 60 ? REQUESTED.longName : quoted(name));
  wire.close();
}

async function oneReason(bench: Bench, mark: string): Promise<void> {
  const wire = await bench.connect();
  await wire.send(`netlab-check-${bench.random.word(8)}${mark}`);
  await expectRefusal(wire, REQUESTED.unknownName);
  await wire.end(EXPECTED.endAfterReason);
  if (wire.unheard.length > 0) throw new Broken("extra", EXPECTED.oneReason, wire.unheard);
}

async function traversal(bench: Bench, { shop }: FilesCheck, mark: string): Promise<void> {
  const names = shop === undefined
    ? ["../../../../../../../../etc/passwd", "/etc/passwd"]
    : ["../netlab-check-secret.txt", shop.secret, `${FOLDER}/../../netlab-check-secret.txt`];
  for (const name of names) await refused(bench, name, mark);
}

async function aFolder(bench: Bench, check: FilesCheck, mark: string): Promise<void> {
  for (const name of check.shop === undefined ? ["."] : [".", FOLDER]) await refused(bench, name, mark);
  await served(bench, check, mark);
}

/** Somebody is served: with a file where one is known, else with a refusal. */
async function served(bench: Bench, { shop }: FilesCheck, mark: string): Promise<void> {
  if (shop === undefined) return await refused(bench, `netlab-check-${bench.random.word(8)}`, mark);
  (await fetchKnown(bench, PLAIN, { mark })).close();
}

async function brokenDownload(bench: Bench, check: FilesCheck, mark: string): Promise<void> {
  for (let client = 0; client < 2; client++) {
    const rude = await bench.connect();
    await rude.send((check.shop === undefined ? "netlab-check" : LARGE.name) + mark);
    rude.reset();
    await served(bench, check, mark);
  }
}

/** One client connects and says nothing; another one asks meanwhile. */
async function atOnce(bench: Bench, check: FilesCheck, mark: string): Promise<void> {
  const idle = await bench.connect();
  const eager = await bench.connect();
  const name = check.shop === undefined ? `netlab-check-${bench.random.word(8)}` : PLAIN.name;
  await eager.send(name + mark);
  const answered = await eager.until((text) => text.includes("\n"), EXPECTED.answerMeanwhile)
    .then(
      () => true,
      (error) => {
        if (error instanceof Broken && error.symptom === "silence" && !check.concurrent) return false;
        throw error;
      },
    );
  idle.close();
  if (!answered) bench.note(WHY.oneAtATime);
  await eager.until((text) => text.includes("\n"), EXPECTED.answerAfterwards);
}
