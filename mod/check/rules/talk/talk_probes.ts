import { tellsError } from "../../causes/failure_patterns.ts";
import type { Expectation, Part } from "../../causes/expectation.ts";
import { type Failure, RuleSkipped, RuleViolation } from "../../causes/rule_violation.ts";
import type { RuleContext } from "../../rule_context.ts";
import { TalkSession } from "../../probes/talk_session.ts";
import { sleep } from "../../probes/sleep.ts";
import { TALKER_NAME } from "../../survey/survey_talk.ts";
import { talkTarget } from "../../targets/talk_target.ts";
import { EXPECTED, EXPECTED_OF } from "../../texts/expected_texts.ts";
import { SHOWN_AT_END } from "../../texts/client_texts.ts";
import { TALK_NOTES } from "../../texts/talk_texts.ts";
import type { TalkCheck } from "./talk_rules.ts";

/** What a rule does in a talk that has just begun. */
export type TalkProbe = (talk: TalkSession, check: TalkCheck) => Promise<void>;

/** Starts the program and connects; one that takes a line for itself first gets it. */
export async function beginTalk(context: RuleContext): Promise<TalkSession> {
  const target = talkTarget(context.target);
  const asks = context.nature?.talk?.asks === true;
  await target.begin(asks ? `${TALKER_NAME}\n` : "");
  const conn = await context.connect();
  if (asks) {
    await sleep(PAUSE, context.options.signal);
    conn.take(conn.unheard.length);
  }
  return new TalkSession(context, target, conn);
}

/** A line that is typed arrives. */
export async function typed(talk: TalkSession, check: TalkCheck): Promise<void> {
  await ourTurn(talk, check);
  const line = talk.context.random.word(9);
  talk.type(line);
  const arrived = await talk.arrive(line).catch((error) => lateLine(error, talk, line));
  if (arrived.trim() !== line) talk.context.note(TALK_NOTES.more(arrived.trim(), line));
}

/** What the other side says comes to the screen. */
export async function shown(talk: TalkSession, check: TalkCheck): Promise<void> {
  // Its own person may well be the first to speak.
  if (!check.turns || check.side === "client") await exchange(talk);
  await heard(talk, talk.context.random.word(9));
}

/** Three lines go out, one after the other, without an answer. */
export async function speaks(talk: TalkSession): Promise<void> {
  for (let count = 0; count < 3; count++) {
    const line = talk.context.random.word(9);
    talk.type(line);
    await talk.arrive(line).catch((error) => lateLine(error, talk, line));
  }
}

/** What the other side says comes to the screen although nothing has been typed. */
export async function listens(talk: TalkSession): Promise<void> {
  await heard(talk, talk.context.random.word(9));
  await heard(talk, talk.context.random.word(9));
}

/** Half a line stands at the keyboard while the other side speaks. */
export async function whileTyping(talk: TalkSession): Promise<void> {
  const [begun, rest] = [talk.context.random.word(6), talk.context.random.word(6)];
  talk.press(begun);
  await heard(talk, talk.context.random.word(9));
  await talk.conn.quiet(EXPECTED.nothingBeforeEnter);
  talk.type(rest);
  await talk.arrive(begun + rest);
}

/** Two lines are typed at once: the second waits for the other side. */
export async function waits(talk: TalkSession, { side }: TalkCheck): Promise<void> {
  const lines = [talk.context.random.word(9), talk.context.random.word(9)];
  lines.forEach((line) => talk.type(line));
  for (const [index, line] of lines.entries()) {
    if (side === "server" || index > 0) {
      await talk.conn.quiet(EXPECTED.notYourTurn, 400);
      await talk.say(talk.context.random.word(9));
    }
    await talk.conn.until((text) => text.includes(line), { exact: line, ...quotedLine(line) });
    const next = lines[index + 1];
    const came = new TextDecoder().decode(talk.conn.unheard);
    if (next !== undefined && came.includes(next)) {
      throw new RuleViolation("extra", EXPECTED.notYourTurn, talk.conn.unheard);
    }
    talk.conn.take(talk.conn.unheard.length);
  }
}

/** One line each, several times. */
export async function rounds(talk: TalkSession, check: TalkCheck): Promise<void> {
  for (let round = 0; round < 3; round++) {
    if (check.side === "server") await heard(talk, talk.context.random.word(9), false);
    await exchange(talk);
    if (check.side === "client") await heard(talk, talk.context.random.word(9), false);
  }
}

/** A line of the other side comes in pieces, cut within a character. */
export async function inPieces(talk: TalkSession, check: TalkCheck): Promise<void> {
  if (!check.turns || check.side === "client") await exchange(talk);
  await heard(talk, accentedLine(talk), false, "split");
}

/** The same line as a whole. */
export async function inOnePiece(talk: TalkSession, check: TalkCheck): Promise<void> {
  if (!check.turns || check.side === "client") await exchange(talk);
  await heard(talk, accentedLine(talk), false);
}

/** Many lines come while nobody types. */
export async function flood(talk: TalkSession): Promise<void> {
  const lines = floodLines(talk);
  await talk.conn.send(lines.map((line) => `${line}\n`).join(""));
  await allShown(talk, lines);
}

/** A few of them, each on its own. */
export async function oneByOne(talk: TalkSession): Promise<void> {
  const lines = floodLines(talk).slice(0, 5);
  for (const line of lines) {
    await talk.say(line);
    await talk.shows(line);
  }
  await allShown(talk, lines);
}

/** Ctrl-D, when it is the program's turn. */
export async function ctrlD(talk: TalkSession, check: TalkCheck): Promise<void> {
  await ourTurn(talk, check);
  talk.pressEnd();
  await theEnd(talk, EXPECTED.endAfterCtrlD);
}

/** The line that ends the talk. */
export async function endWord(talk: TalkSession, check: TalkCheck): Promise<void> {
  await ourTurn(talk, check);
  talk.type(check.end!);
  await theEnd(talk, EXPECTED_OF.endAfterWord(check.end!));
}

/** The line that ends the talk has arrived at the other side, and nothing ended. */
export function wordArrived({ expected, transcript: { events } }: Failure): boolean {
  const word = /"(.*)"$/.exec(expected.en)?.[1];
  return word !== undefined &&
    events.some(({ what, bytes }) => what === "receive" && new TextDecoder().decode(bytes).includes(word));
}

/** The other side leaves: the program ends or says so; at the latest when something is typed. */
export async function peerLeaves(talk: TalkSession, check: TalkCheck): Promise<void> {
  if (check.turns) await ourTurn(talk, check);
  else await exchange(talk);
  await sleep(PAUSE, talk.context.options.signal);
  const [screen, said] = [talk.screen, talk.target.said()];
  const words = [talk.context.random.word(5), talk.context.random.word(5)];
  talk.conn.close();
  const told = () =>
    talk.target.ended() || talk.target.said() !== said ||
    saysMore(talk.screen.slice(screen.length), screen, words);
  if (await talk.until(told, Math.min(talk.context.timeout, 1500))) {
    return await toldOnce(talk, screen.length);
  }
  if ((await talk.target.signs?.())?.busy === true) throw new RuleViolation("open", EXPECTED.programTellsEnd);
  // Whoever waits for the keyboard alone learns of it when something is typed.
  talk.type(words[0]!);
  if (!await talk.until(told, PAUSE)) talk.type(words[1]!);
  if (await talk.until(told)) return check.turns ? undefined : talk.context.note(TALK_NOTES.late);
  throw new RuleViolation("open", EXPECTED.programTellsEnd);
}

/** Whether something is on the screen that is neither what was typed nor a question that was there before. */
function saysMore(text: string, before: string, typed: readonly string[]): boolean {
  const own = typed.reduce((rest, word) => rest.replaceAll(word, ""), text);
  return own.split("\n").map((line) => line.trim()).some((line) => line !== "" && !before.includes(line));
}

/** One that says again and again that the other side has left, or what it has not said, has not noticed it. */
async function toldOnce(talk: TalkSession, before: number): Promise<void> {
  await sleep(PAUSE, talk.context.options.signal);
  if (talk.target.ended() || talk.screen.length - before < ENDLESS) return;
  throw new RuleViolation("open", EXPECTED.programTellsEnd, encoder.encode(talk.screen.slice(-80)));
}

async function theEnd(talk: TalkSession, expected: Expectation): Promise<void> {
  await talk.conn.end(expected);
  talk.conn.close();
  if (!await talk.until(() => talk.target.ended())) throw new RuleViolation("open", EXPECTED.programEnds);
  if (tellsError(talk.target.said())) talk.context.note(TALK_NOTES.endsWithError);
}

/** Where each has its turn and who connects begins, a program that waits for the other side speaks second. */
async function ourTurn(talk: TalkSession, { turns, side }: TalkCheck): Promise<void> {
  if (turns && side === "server") await talk.say(talk.context.random.word(9));
}

/** Its person says a line. */
async function exchange(talk: TalkSession): Promise<void> {
  const line = talk.context.random.word(9);
  talk.type(line);
  await talk.arrive(line);
}

/** The other side says a line; where it does not come to the screen, it is found out when it does. */
async function heard(
  talk: TalkSession,
  line: string,
  looks = true,
  via: "whole" | "split" = "whole",
): Promise<void> {
  await talk.say(line, via);
  if (await talk.shows(line)) return;
  if (!talk.target.atTerminal && await shownAtEnd(talk, line)) throw new RuleSkipped(SHOWN_AT_END);
  const screen = encoder.encode(talk.screen.slice(-400));
  let part: Part | undefined;
  if (looks) {
    talk.type(talk.context.random.word(5));
    if (await talk.shows(line, LATER)) part = "screen before a line is typed";
    else if (talk.conn.finish === undefined) {
      await talk.conn.halfClose().catch(() => {/* it has broken off */});
      if (await talk.shows(line, LATER)) part = "screen before the end";
    }
  }
  throw new RuleViolation("silence", { ...EXPECTED_OF.onScreen(line), ...(part && { part }) }, screen);
}

/** Between pipes, what is printed may stay in a buffer until the program ends. */
async function shownAtEnd(talk: TalkSession, line: string): Promise<boolean> {
  talk.pressEnd();
  talk.conn.close();
  await talk.until(() => talk.target.ended());
  return await talk.shows(line, PAUSE);
}

/** A line has not arrived: does it when the other side speaks, or at the end of the keyboard? */
async function lateLine(error: unknown, talk: TalkSession, line: string): Promise<never> {
  if (!(error instanceof RuleViolation) || error.symptom !== "silence" || error.received.length > 0) {
    throw error;
  }
  let part: Part | undefined;
  await talk.say(talk.context.random.word(9));
  if (await talk.arrives(line, LATER)) part = "line before the other side speaks";
  else {
    talk.pressEnd();
    if (await talk.arrives(line, LATER)) part = "line before the end";
  }
  throw new RuleViolation(error.symptom, { ...error.expected, ...(part && { part }) }, error.received);
}

async function allShown(talk: TalkSession, lines: readonly string[]): Promise<void> {
  const next = () => {
    let at = 0;
    return lines.find((line) => {
      const found = talk.screen.indexOf(line, at);
      at = found + line.length;
      return found === -1;
    });
  };
  if (await talk.until(() => next() === undefined, talk.context.timeout * 2)) return;
  const missing = next();
  if (missing === undefined) return;
  const came = lines.filter((line) => talk.screen.includes(line)).length;
  throw new RuleViolation(
    "silence",
    EXPECTED_OF.linesOnScreen(lines.length),
    encoder.encode(talk.screen.slice(-200)),
    EXPECTED_OF.someLines(came, lines.length, missing),
  );
}

function floodLines(talk: TalkSession): string[] {
  return Array.from({ length: 300 }, (_, index) => `${index + 1}-${talk.context.random.word(8)}.`);
}

function accentedLine(talk: TalkSession): string {
  return `ÇA ALORS ${talk.context.random.word(5)} 🦆é`;
}

function quotedLine(line: string): Expectation {
  return { en: JSON.stringify(line), fr: JSON.stringify(line) };
}

/** Milliseconds in which what was held back comes out. */
const LATER = 600;
/** Milliseconds in which it has done what it does at once. */
const PAUSE = 250;
/** So many characters are no sentence about a peer that has left. */
const ENDLESS = 4000;
const encoder = new TextEncoder();
