import { exactly } from "../probes/answer.ts";
import type { Bench } from "../bench.ts";
import { Broken, Skipped } from "../causes/broken.ts";
import type { ClientStage } from "../targets/client_stage.ts";
import { type Cause, otherwise, type Rule, type RuleText, when } from "../rule.ts";
import { sleep } from "../probes/sleep.ts";
import * as sign from "../causes/symptoms.ts";
import { CLIENT_CAUSES as WHY, CLIENT_TEXTS as TEXTS, NEEDS_RUN } from "../texts/client_texts.ts";
import { EXPECTED, EXPECTED_OF } from "../texts/expected_texts.ts";
import type { Wire } from "../probes/wire.ts";

/** What is typed into a client, and what the server will answer. */
export interface Conversation {
  readonly service: string;
  /** At least two, none of them part of another. */
  readonly typed: readonly { readonly text: string; readonly answer: string }[];
  /** An answer with characters of several bytes. */
  readonly accented: string;
  readonly mark: "\n" | "";
  /** Whether client and server take turns, as opposed to speaking at any time. */
  readonly turns: boolean;
}

/** The rules of a client that sends what is typed and shows what is answered. */
export function clientRules(stage: ClientStage, talk: Conversation): Rule[] {
  const rule = (
    id: string,
    text: RuleText,
    causes: readonly Cause[],
    play: Play,
    { severity = "must", needs = ["line"] }: { severity?: Rule["severity"]; needs?: readonly string[] } = {},
  ): Rule => ({
    id: `${talk.service}.client_${id}`,
    ...text,
    severity,
    needs: needs.map((need) => `${talk.service}.client_${need}`),
    causes: [when(sign.refused, WHY.never), when(sign.noLineEnd, WHY.noLineEnd), ...causes],
    probe: (bench) => play({ bench, stage, talk }),
  });
  const framed = talk.mark === "" ? [] : [
    rule("bytewise", TEXTS.bytewise, [otherwise(WHY.oneRecv)], inPieces, AFTER_SHOWN),
    rule("split", TEXTS.split, [otherwise(WHY.decode)], split, AFTER_SHOWN),
  ];
  const ends = [
    rule("ctrl_d", TEXTS.ctrlD, [otherwise(WHY.ctrlD)], ctrlD),
    rule("server_gone", TEXTS.gone, [otherwise(WHY.gone)], serverGone, {
      severity: "should",
      needs: ["line"],
    }),
  ];
  const waiting = talk.turns ? [] : [when(sign.nothing, WHY.pushed)];
  const first = rule("line", TEXTS.line, [...waiting, otherwise(WHY.otherText)], oneLine, { needs: [] });
  const shown = rule("shows", TEXTS.shows, [otherwise(WHY.notShown)], shows);
  if (!talk.turns) return [first, rule("pushed", TEXTS.pushed, [otherwise(WHY.pushed)], pushed), ...ends];
  return [first, rule("waits", TEXTS.waits, [otherwise(WHY.doesNotWait)], waits), shown, ...framed, ...ends];
}

/** What can only be judged of a client that waits for answers and shows them. */
const AFTER_SHOWN = { needs: ["line", "waits", "shows"] };

interface Scene {
  readonly bench: Bench;
  readonly stage: ClientStage;
  readonly talk: Conversation;
}
type Play = (scene: Scene) => Promise<void>;

async function begin({ bench, stage, talk }: Scene): Promise<Wire> {
  await stage.begin(talk.typed.map(({ text }) => `${text}\n`).join(""));
  return await bench.connect();
}

async function hears(wire: Wire, { talk }: Scene, index: number): Promise<void> {
  await wire.hear(exactly(talk.typed[index]!.text));
}

async function answers(wire: Wire, { talk }: Scene, index: number): Promise<void> {
  await wire.send(talk.typed[index]!.answer + talk.mark);
}

async function oneLine(scene: Scene): Promise<void> {
  const wire = await begin(scene);
  await hears(wire, scene, 0);
  if (scene.talk.turns) await answers(wire, scene, 0);
  await hears(wire, scene, 1);
}

async function waits(scene: Scene): Promise<void> {
  const wire = await begin(scene);
  await hears(wire, scene, 0);
  await wire.quiet(EXPECTED.nothingYet, 400);
  await answers(wire, scene, 0);
  await hears(wire, scene, 1);
}

async function shows(scene: Scene): Promise<void> {
  const wire = await begin(scene);
  await hears(wire, scene, 0);
  await answers(wire, scene, 0);
  await untilShown(scene, scene.talk.typed[0]!.answer);
}

/** A client that takes the first piece for the answer goes on to its next request too early. */
async function inPieces(scene: Scene): Promise<void> {
  const wire = await begin(scene);
  await hears(wire, scene, 0);
  const { answer } = scene.talk.typed[0]!;
  await wire.send(answer, "bytewise");
  await wire.quiet(EXPECTED.nothingBeforeLineEnd, 200);
  await wire.send("\n");
  await hears(wire, scene, 1);
  if (scene.stage.shown() !== undefined) await untilShown(scene, answer);
}

async function split(scene: Scene): Promise<void> {
  const wire = await begin(scene);
  await hears(wire, scene, 0);
  await wire.send(`${scene.talk.accented}\n`, "split");
  await hears(wire, scene, 1);
  if (scene.stage.shown() !== undefined) await untilShown(scene, scene.talk.accented);
}

async function pushed(scene: Scene): Promise<void> {
  const wire = await begin(scene);
  const text = scene.bench.random.word(9);
  await sleep(100, scene.bench.options.signal);
  await wire.send(`${text}\n`);
  await untilShown(scene, text);
}

async function ctrlD(scene: Scene): Promise<void> {
  const wire = await begin(scene);
  for (const index of scene.talk.typed.keys()) {
    await hears(wire, scene, index);
    await answers(wire, scene, index);
  }
  scene.stage.endTyping();
  await wire.end(EXPECTED.endAfterCtrlD);
}

async function serverGone(scene: Scene): Promise<void> {
  const wire = await begin(scene);
  await hears(wire, scene, 0);
  wire.close();
  await untilEnded(scene);
}

async function untilShown({ bench, stage }: Scene, text: string): Promise<void> {
  const seen = await eventually(bench, () => stage.shown()?.includes(text));
  if (seen) return;
  throw new Broken("silence", EXPECTED_OF.onScreen(text), encoder.encode(stage.shown()));
}

async function untilEnded({ bench, stage }: Scene): Promise<void> {
  if (await eventually(bench, () => stage.ended())) return;
  throw new Broken("open", EXPECTED.clientEnds);
}

/** Whether it becomes true in time; skips the rule where it cannot be seen. */
async function eventually(bench: Bench, test: () => boolean | undefined): Promise<boolean> {
  const deadline = performance.now() + bench.patience;
  while (performance.now() < deadline) {
    const now = test();
    if (now === undefined) throw new Skipped(NEEDS_RUN);
    if (now) return true;
    await sleep(20, bench.options.signal);
  }
  return false;
}

const encoder = new TextEncoder();
