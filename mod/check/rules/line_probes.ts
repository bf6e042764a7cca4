import type { Bench } from "../bench.ts";
import { Broken } from "../causes/broken.ts";
import { ask, type Dialogue, meet, type Pair, serveOne } from "../probes/dialogue.ts";
import { EXPECTED } from "../texts/expected_texts.ts";
import type { Transport } from "../probes/transport.ts";
import type { Wire } from "../probes/wire.ts";
import { atOnce } from "./at_once.ts";
import type { CommonRule } from "../causes/line_causes.ts";

type Probe = (bench: Bench, dialogue: Dialogue) => Promise<void>;

/** How each common rule is tried. */
export const LINE_PROBES: Readonly<Record<CommonRule, Probe>> = {
  several,
  bytewise: oneLine("bytewise"),
  glued: (bench, dialogue) => manyLines(bench, dialogue, "whole"),
  split: oneLine("split"),
  random: (bench, dialogue) => manyLines(bench, dialogue, "random"),
  slow: oneLine("slow"),
  long: longLine,
  crlf,
  line_end: lineEnd,
  half_close: halfClose,
  last_line: lastLine,
  next_client: nextClient,
  silent_client: silentClient,
  reset,
  garbage,
  at_once: atOnce,
};

async function several(bench: Bench, dialogue: Dialogue): Promise<void> {
  const wire = await meet(bench, dialogue);
  for (const pair of pairs(4, bench, dialogue)) await ask(wire, pair, dialogue);
  await wire.quiet(EXPECTED.onlyAnswers, 50);
}

/** One request in pieces, and another one to see that nothing is left over. */
function oneLine(via: Transport): Probe {
  return async (bench, dialogue) => {
    const wire = await meet(bench, dialogue);
    const { ask: text, answer } = via === "split"
      ? dialogue.accented(bench.random)
      : dialogue.pair(bench.random);
    await wire.send(text + dialogue.mark, via);
    await wire.hear(answer);
    await ask(wire, dialogue.pair(bench.random), dialogue);
  };
}

async function manyLines(bench: Bench, dialogue: Dialogue, via: Transport): Promise<void> {
  const wire = await meet(bench, dialogue);
  const all = pairs(5, bench, dialogue);
  await wire.send(all.map(({ ask }) => ask + dialogue.mark).join(""), via);
  await hearAll(wire, all);
  await wire.quiet(EXPECTED.onlyAnswers, 50);
}

/** Hears the answers, and tells one that comes too early from one that is wrong. */
async function hearAll(wire: Wire, all: readonly Pair[]): Promise<void> {
  for (const [index, { answer }] of all.entries()) {
    try {
      await wire.hear(answer);
    } catch (error) {
      if (!(error instanceof Broken) || error.symptom !== "different") throw error;
      const text = new TextDecoder().decode(error.received);
      const early = all.slice(index + 1).some((other) => other.answer.fits(text));
      const expected = early ? { ...error.expected, part: "answers in order" as const } : error.expected;
      throw new Broken(error.symptom, expected, error.received);
    }
  }
}

async function longLine(bench: Bench, dialogue: Dialogue): Promise<void> {
  const wire = await meet(bench, dialogue);
  await ask(wire, dialogue.long!(bench.random), dialogue);
}

async function crlf(bench: Bench, dialogue: Dialogue): Promise<void> {
  const wire = await meet(bench, dialogue);
  for (const { ask: text, answer } of pairs(2, bench, dialogue)) {
    await wire.send(`${text}\r\n`);
    await wire.hear(answer);
  }
}

async function lineEnd(bench: Bench, dialogue: Dialogue): Promise<void> {
  const wire = await meet(bench, dialogue);
  await wire.send(dialogue.pair(bench.random).ask + dialogue.mark);
  const line = await wire.line(EXPECTED.plainLineEnd);
  if (line.endsWith("\r")) {
    throw new Broken("different", EXPECTED.plainLineEnd, new TextEncoder().encode(`${line}\n`));
  }
}

async function halfClose(bench: Bench, dialogue: Dialogue): Promise<void> {
  const wire = await meet(bench, dialogue);
  const all = dialogue.mark === "" ? pairs(1, bench, dialogue) : pairs(3, bench, dialogue);
  await wire.send(all.map(({ ask }) => ask + dialogue.mark).join(""));
  await wire.halfClose();
  await hearAll(wire, all);
  await wire.end(EXPECTED.endAfterAnswers);
}

async function lastLine(bench: Bench, dialogue: Dialogue): Promise<void> {
  const wire = await meet(bench, dialogue);
  const { ask: text, answer } = dialogue.pair(bench.random);
  await wire.send(text);
  await wire.halfClose();
  try {
    await wire.hear(answer);
  } catch (error) {
    // A line without an end may well be answered by one.
    const whole = new TextDecoder().decode(wire.unheard);
    if (!(error instanceof Broken) || error.symptom !== "closed" || !answer.fits(whole)) throw error;
  }
}

async function nextClient(bench: Bench, dialogue: Dialogue): Promise<void> {
  for (let client = 0; client < 3; client++) await serveOne(bench, dialogue);
}

async function silentClient(bench: Bench, dialogue: Dialogue): Promise<void> {
  (await bench.connect()).close();
  await serveOne(bench, dialogue);
  const half = await meet(bench, dialogue);
  await half.send(dialogue.pair(bench.random).ask.slice(0, 1));
  half.close();
  await serveOne(bench, dialogue);
}

async function reset(bench: Bench, dialogue: Dialogue): Promise<void> {
  for (let client = 0; client < 2; client++) {
    const rude = await meet(bench, dialogue);
    await rude.send(pairs(3, bench, dialogue).map(({ ask }) => ask + dialogue.mark).join(""));
    rude.reset();
    await serveOne(bench, dialogue);
  }
}

async function garbage(bench: Bench, dialogue: Dialogue): Promise<void> {
  const wire = await meet(bench, dialogue);
  await wire.send(Uint8Array.of(0xff, 0xfe, 0x00, 0xc3, ...new TextEncoder().encode(dialogue.mark)));
  await wire.quiet(EXPECTED.onlyAnswers, 50).catch((error) => {
    if (!(error instanceof Broken)) throw error;
    // Whatever is answered to that is right.
  });
  wire.close();
  await serveOne(bench, dialogue);
}

function pairs(count: number, bench: Bench, dialogue: Dialogue): Pair[] {
  return Array.from({ length: count }, () => dialogue.pair(bench.random));
}
