import { join } from "@std/path";
import { exactly } from "../../probes/answer.ts";
import type { Bench } from "../../bench.ts";
import { Broken, Skipped } from "../../causes/broken.ts";
import type { ClientStage } from "../../targets/client_stage.ts";
import { type Cause, otherwise, type Rule, type RuleText, when } from "../../rule.ts";
import { sleep } from "../../probes/sleep.ts";
import * as sign from "../../causes/symptoms.ts";
import { CLIENT_CAUSES as WHY, CLIENT_TEXTS as TEXTS, NEEDS_RUN } from "../../texts/client_texts.ts";
import { EXPECTED, EXPECTED_OF } from "../../texts/expected_texts.ts";
import type { Transport } from "../../probes/transport.ts";
import type { Wire } from "../../probes/wire.ts";

/**
 * The rules of a client of the file service (sheet 000 §3).
 *
 * @param dir the folder the client runs in; what it saves is looked for there and in /tmp.
 */
export function filesClientRules(stage: ClientStage, dir: string): Rule[] {
  const rule = (id: string, text: RuleText, causes: readonly Cause[], probe: Rule["probe"]): Rule => ({
    id: `files.client_${id}`,
    ...text,
    severity: "must",
    needs: id === "asks" ? [] : ["files.client_asks"],
    causes: [when(sign.refused, WHY.never), when(sign.noLineEnd, WHY.noLineEnd), ...causes],
    probe,
  });
  const saving = [when(({ symptom }) => symptom === "silence", WHY.notSaved), otherwise(WHY.mangled)];
  const scene = (bench: Bench): Scene => ({ bench, stage, dir });
  return [
    rule("asks", TEXTS.asks, [otherwise(WHY.otherText)], async (bench) => void await begin(scene(bench))),
    rule("saves", TEXTS.saves, saving, (bench) => saves(scene(bench), "whole")),
    rule("saves_pieces", TEXTS.savesPieces, saving, (bench) => saves(scene(bench), "bytewise")),
    rule("refused", TEXTS.refused, [
      when(({ symptom }) => symptom === "extra", WHY.refusedFile),
      otherwise(WHY.reasonHidden),
    ], (bench) => refused(scene(bench))),
  ];
}

interface Scene {
  readonly bench: Bench;
  readonly stage: ClientStage;
  readonly dir: string;
}

async function begin({ bench, stage }: Scene): Promise<{ wire: Wire; name: string }> {
  // Not by chance alone: with the same seed a whole class may be checked at once, and all save to /tmp.
  const name = `netlab-check-${bench.random.word(10)}-${Deno.pid}.bin`;
  await stage.begin(`${name}\n`, name);
  const wire = await bench.connect();
  await wire.hear(exactly(name));
  return { wire, name };
}

/** Bytes of all values, with line ends among the first. */
const CONTENT_HEAD = [0x0a, 0x0d, 0x0a, 0x00, 0xff, 0xc3, 0xa9, 0xc3];

async function saves(scene: Scene, via: Transport): Promise<void> {
  const { wire, name } = await begin(scene);
  const size = via === "bytewise" ? 60 : 20_000;
  const content = Uint8Array.from([...CONTENT_HEAD, ...scene.bench.random.bytes(size)]);
  const head = new TextEncoder().encode(`OK\n${content.length}\n`);
  await wire.send(Uint8Array.from([...head, ...content]), via);
  wire.close();
  using saved = await savedFile(scene, name, (bytes) => bytes.length === content.length);
  if (saved.bytes === undefined) throw new Broken("silence", EXPECTED_OF.saved(name));
  if (saved.bytes.length !== content.length || saved.bytes.some((byte, index) => byte !== content[index])) {
    throw new Broken("different", EXPECTED_OF.sentBytes(content.length), saved.bytes);
  }
}

async function refused(scene: Scene): Promise<void> {
  const { wire, name } = await begin(scene);
  const reason = `no such file ${scene.bench.random.word(6)}`;
  await wire.send(`KO\n${reason}\n`);
  wire.close();
  await until(scene.bench, () => scene.stage.ended() ?? true);
  using saved = await savedFile(scene, name, () => true, 300);
  if (saved.bytes !== undefined) throw new Broken("extra", EXPECTED.noFile, saved.bytes);
  const shown = `${scene.stage.shown() ?? ""}${scene.stage.said()}`;
  if (scene.stage.ours && !shown.includes(reason)) {
    throw new Broken("different", EXPECTED_OF.onScreen(reason), new TextEncoder().encode(shown));
  }
}

/** What the client has saved under that name, once it is complete; removed with the scope. */
async function savedFile(
  { bench, dir, stage }: Scene,
  name: string,
  complete: (bytes: Uint8Array) => boolean,
  patience = bench.patience,
): Promise<Disposable & { bytes?: Uint8Array }> {
  if (!stage.ours) throw new Skipped(NEEDS_RUN);
  const paths = [join(dir, name), `/tmp/${name}`];
  const read = () => paths.map(readIfThere).find((bytes) => bytes !== undefined);
  await until(bench, () => {
    const bytes = read();
    return bytes !== undefined && complete(bytes);
  }, patience);
  return { bytes: read(), [Symbol.dispose]: () => paths.forEach(removeIfThere) };
}

async function until(bench: Bench, test: () => boolean, patience = bench.patience): Promise<void> {
  const deadline = performance.now() + patience;
  while (!test() && performance.now() < deadline) await sleep(25, bench.options.signal);
}

function readIfThere(path: string): Uint8Array | undefined {
  try {
    return Deno.readFileSync(path);
  } catch {
    return undefined; // not there (yet)
  }
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path);
  } catch {
    // It was never there.
  }
}
