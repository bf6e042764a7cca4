import type { CauseText } from "../causes/cause_text.ts";
/*
A conversation with a client over UDP. Datagrams may be lost, so a client may ask again at any time: what it has asked
already, sent once more, is never held against it.
*/

import { type Expectation, quoted } from "../causes/expectation.ts";
import { awakeNow } from "../probes/awake_clock.ts";
import { RuleSkipped, RuleViolation } from "../causes/rule_violation.ts";
import { sleep } from "../probes/sleep.ts";
import type { RuleContext } from "../rule_context.ts";
import type { ClientDatagram } from "../targets/client_datagrams.ts";
import { NEEDS_RUN } from "../texts/client_texts.ts";
import { CLIENT_UDP_CAUSES as WHY, CLIENT_UDP_EXPECTED as EXPECTED_UDP } from "../texts/client_udp_texts.ts";
import { EXPECTED } from "../texts/expected_texts.ts";
import { eventually, untilShown } from "./client_rules.ts";
import type { UdpClientTalk, UdpClientTarget } from "./client_udp_rules.ts";

/** What a rule is tried with. */
export interface Setting {
  readonly context: RuleContext;
  readonly target: UdpClientTarget;
  readonly talk: UdpClientTalk;
}

/** What is typed comes, a datagram a line. */
async function sent(setting: Setting): Promise<void> {
  await begin(setting);
  await answer(setting, 0, await hears(setting, 0));
  await hears(setting, 1);
}

/** The next question waits for the answer. */
async function waits(setting: Setting): Promise<void> {
  await begin(setting);
  const first = await hears(setting, 0);
  await answer(setting, 0, await quiet(setting, 0, first, EXPECTED.nothingYet));
  await hears(setting, 1);
}

/** The answer is shown. */
async function shows(setting: Setting): Promise<void> {
  await begin(setting);
  await answer(setting, 0, await hears(setting, 0));
  try {
    await untilShown(setting, setting.talk.typed[0]!.answer);
  } finally {
    // Whether it has gone on stands in the transcript.
    await arrived(setting, 0);
  }
}

/** The end of the keyboard ends the client. */
async function ctrlD(setting: Setting): Promise<void> {
  const { context, target, talk } = setting;
  await begin(setting);
  for (const index of talk.typed.keys()) await answer(setting, index, await hears(setting, index));
  target.datagrams.forget();
  target.endTyping();
  if (await eventually(context, () => target.ended())) return;
  const after = target.datagrams.take();
  throw new RuleViolation("open", EXPECTED.clientEnds, after?.bytes, undefined, {
    tells: after === undefined ? undefined : WHY.sendsAtKeyEnd,
  });
}

/** An empty datagram, which a client may take for an answer, or ignore, but not for the end. */
async function empty(setting: Setting): Promise<void> {
  await begin(setting);
  const first = await hears(setting, 0);
  await send(setting, first, NOTHING);
  let last = first;
  for (const deadline = awakeNow() + MOMENT; awakeNow() < deadline;) {
    const next = await arrived(setting, deadline - awakeNow());
    if (next !== undefined && isTyped(setting, 1, next.bytes)) return;
    last = next ?? last;
  }
  endedBy(setting, WHY.emptyIsEnd);
  await answer(setting, 0, last);
  await hears(setting, 1);
}

/** Nothing comes back: it asks again, goes on, or says so, but does not wait for ever. */
async function lost(setting: Setting): Promise<void> {
  const { context, target } = setting;
  await begin(setting);
  const first = await hears(setting, 0);
  const deadline = awakeNow() + PATIENCE;
  // What it says of its question comes now; what it says of the answer comes later.
  if (await arrived(setting, MOMENT) !== undefined) return;
  const before = target.shown()?.length ?? 0;
  while (awakeNow() < deadline) {
    if (await arrived(setting, 50) !== undefined) return;
    if (target.ended() === true || (target.shown()?.length ?? 0) > before || target.said() !== "") return;
  }
  if (target.shown() === undefined) throw new RuleSkipped(NEEDS_RUN);
  await answer(setting, 0, first);
  const wentOn = await hears(setting, 1).then(() => true, () => false);
  context.options.signal.throwIfAborted();
  throw new RuleViolation("silence", EXPECTED_UDP.anything(PATIENCE / 1000), undefined, undefined, {
    tells: wentOn ? WHY.waitsForEver : undefined,
  });
}

/** A datagram from another port comes first. */
async function stranger(setting: Setting): Promise<void> {
  const { context, target } = setting;
  await begin(setting);
  const first = await hears(setting, 0);
  context.transcript.add(2, "send", STRANGE);
  await target.datagrams.sendAsStranger(first, STRANGE);
  const last = await quiet(setting, 0, first, EXPECTED_UDP.nothingForStranger, WHY.takesStranger);
  endedBy(setting, WHY.endedByStranger);
  await answer(setting, 0, last);
  await hears(setting, 1);
}

/** The answer to the first question comes once more, when the second one waits for its own. */
async function stale(setting: Setting): Promise<void> {
  await begin(setting);
  const first = await hears(setting, 0);
  await answer(setting, 0, first);
  const second = await hears(setting, 1);
  await answer(setting, 0, first);
  const last = await quiet(setting, 1, second, EXPECTED_UDP.nothingForStale, WHY.takesStale);
  endedBy(setting, WHY.endedByStale);
  await answer(setting, 1, last);
  await hears(setting, 2);
}

/** A long line, and its answer, which is as long. */
async function large(setting: Setting): Promise<void> {
  const { context, talk: { answerTo, ...talk } } = setting;
  const text = context.random.word(LARGE);
  const long = { ...setting, talk: { ...talk, typed: [{ text, answer: answerTo!(text) }] } };
  await begin(long);
  await answer(long, 0, await hears(long, 0));
  try {
    await untilShown(long, answerTo!(text));
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    const came = beginningIn(answerTo!(text), new TextDecoder().decode(error.received));
    const tells = came < SMALLEST_BUFFER ? undefined : WHY.answerCut(came, LARGE);
    throw new RuleViolation("silence", error.expected, error.received, undefined, { tells });
  }
}

async function begin({ target, talk }: Setting): Promise<void> {
  await target.begin(talk.typed.map(({ text }) => `${text}\n`).join(""));
}

/** The next datagram, which is to be what was typed, with or without its line end. */
async function hears(setting: Setting, index: number): Promise<ClientDatagram> {
  const { context, talk } = setting;
  const { text } = talk.typed[index]!;
  const deadline = awakeNow() + context.timeout;
  while (true) {
    const next = index === 0 ? await first(setting) : await arrived(setting, deadline - awakeNow());
    if (next === undefined) throw new RuleViolation("silence", quoted(text));
    if (isTyped(setting, index, next.bytes)) return next;
    // Asked again before the answer had arrived.
    if (index > 0 && isTyped(setting, index - 1, next.bytes)) continue;
    throw new RuleViolation("different", quoted(text), next.bytes, undefined, {
      tells: questionMistake(text, talk.typed[index + 1]?.text, next.bytes),
    });
  }
}

/** The first datagram of all; a program may take long to start. */
async function first(setting: Setting): Promise<ClientDatagram> {
  const { target } = setting;
  const seconds = target.ours ? 15 : 600;
  const deadline = awakeNow() + seconds * 1000;
  while (awakeNow() < deadline) {
    const over = target.ended() === true;
    const next = await arrived(setting, 100);
    if (next !== undefined) return next;
    if (over) throw new RuleViolation("refused", EXPECTED_UDP.datagram, undefined, EXPECTED_UDP.ended);
  }
  throw new RuleViolation("refused", EXPECTED_UDP.datagram, undefined, EXPECTED_UDP.none(seconds));
}

/** Waits a moment in which nothing new comes. @returns the last datagram that asks the same again, or this one. */
async function quiet(
  setting: Setting,
  index: number,
  asked: ClientDatagram,
  expected: Expectation,
  tells?: CauseText,
): Promise<ClientDatagram> {
  let last = asked;
  for (const deadline = awakeNow() + MOMENT; awakeNow() < deadline;) {
    const next = await arrived(setting, deadline - awakeNow());
    if (next === undefined) break;
    if (!isTyped(setting, index, next.bytes)) {
      throw new RuleViolation("extra", expected, next.bytes, undefined, { tells });
    }
    last = next;
  }
  return last;
}

/** @throws {RuleViolation} that tells this, when the client has ended by now. */
function endedBy({ target }: Setting, tells: CauseText): void {
  if (target.ended() !== true) return;
  throw new RuleViolation("closed", EXPECTED_UDP.goesOn, undefined, EXPECTED_UDP.over, { tells });
}

/** The next datagram that comes within this time, milliseconds. */
async function arrived({ context, target }: Setting, within: number): Promise<ClientDatagram | undefined> {
  const { datagrams } = target;
  await sleep(Math.max(within, 0), context.options.signal, datagrams.arrival);
  const next = datagrams.take();
  if (next !== undefined) context.transcript.add(1, "receive", next.bytes);
  return next;
}

async function answer({ talk, ...setting }: Setting, index: number, to: ClientDatagram): Promise<void> {
  await send({ talk, ...setting }, to, encoder.encode(talk.typed[index]!.answer));
}

async function send(
  { context }: Setting,
  { from, socket }: ClientDatagram,
  bytes: Uint8Array,
): Promise<void> {
  context.transcript.add(1, "send", bytes);
  await socket.send(bytes, from);
}

function isTyped({ talk }: Setting, index: number, bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes).replace(/\r?\n$/, "") === talk.typed[index]!.text;
}

/** A question that is cut tells how long the buffer is into which it was typed; two in one, that no line is read. */
function questionMistake(
  text: string,
  after: string | undefined,
  bytes: Uint8Array,
): CauseText | undefined {
  const came = new TextDecoder().decode(bytes);
  if (after !== undefined && came.startsWith(`${text}\n${after}`)) return WHY.linesTogether;
  const isCut = came.length >= SMALLEST_BUFFER && came.length < text.length && text.startsWith(came);
  return isCut ? WHY.questionCut(came.length, text.length) : undefined;
}

/** How much of the beginning of a text stands in another one, characters. */
function beginningIn(text: string, shown: string): number {
  const at = shown.lastIndexOf(text.slice(0, SMALLEST_BUFFER));
  if (at === -1) return 0;
  let length = SMALLEST_BUFFER;
  while (length < text.length && text[length] === shown[at + length]) length++;
  return length;
}

/** How each rule is tried. */
export const CLIENT_UDP_PROBES = { sent, waits, shows, ctrlD, empty, lost, stranger, stale, large };

/** So long nothing may come that should not, milliseconds. */
const MOMENT = 400;
/** So long a client may wait for an answer that was lost, milliseconds. */
const PATIENCE = 4000;
/** What fits into every packet of Ethernet, and into a line that is typed at a terminal, bytes. */
const LARGE = 1400;
/** Nobody makes a smaller buffer: what is cut before that is cut for another reason. */
const SMALLEST_BUFFER = 8;
const NOTHING = new Uint8Array(0);
const encoder = new TextEncoder();
const STRANGE = encoder.encode("netlab");
