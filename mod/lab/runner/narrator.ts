import { detailMessage } from "../../trace/diagram/detail_message.ts";
import { replaceUnseen } from "../../io/visible_text.ts";
import { ladder } from "../../trace/diagram/ladder.ts";
import type { TraceRecord } from "../../trace/diagram/trace_record.ts";
import { count } from "../../trace/diagram/words.ts";
import { inLanguage } from "../../i18n/in_language.ts";
import type { Language, Text } from "../../i18n/text.ts";
import type { Translate } from "../../i18n/locale.ts";
import type { Action, Exercise, Observation } from "./exercise.ts";
import { judgeGuess, type StepFacts } from "./judge_guess.ts";
import type { Need } from "./needs.ts";
import { netstatTable } from "./netstat.ts";
import { socketsOn } from "./open_sockets.ts";
import { matchingEvents } from "./observe.ts";
import { PHRASES } from "./phrases.ts";
import type { Sandbox } from "./sandbox.ts";
import { eventFacts, traceLine } from "./trace_line.ts";

/** How a story is told. */
export interface NarratorOptions {
  readonly language: Language;
  /** Translates the words of a trace into that language. */
  readonly translate: Translate;
  /** Takes a line of the story. */
  readonly tell: (line: string) => Promise<void>;
}

const STOPPED = { signal: PHRASES.stopped, request: PHRASES.asked, kill: PHRASES.killed } as const;

/** Finds the words for what happens. */
export class Narrator {
  readonly #sandbox: Sandbox;
  readonly #options: NarratorOptions;
  readonly #told = new Set<TraceRecord>();

  constructor(sandbox: Sandbox, options: NarratorOptions) {
    this.#sandbox = sandbox;
    this.#options = options;
  }

  in(text: Text): string {
    return inLanguage(text, this.#options.language);
  }

  /** The text followed by the colon of its language. */
  label({ fr, en }: Text): string {
    return this.in({ fr: `${fr} :`, en: `${en}:` });
  }

  say(line: string): Promise<void> {
    return this.#options.tell(line);
  }

  async action(action: Action): Promise<void> {
    if (action.start !== undefined) {
      return await this.say(`   ${action.start}$ ${this.#sandbox.commandLine(action)}`);
    }
    if (action.type !== undefined) {
      return await this.say(
        `   ${action.type} ${this.label(PHRASES.types)} ${this.#sandbox.fill(action.line!)}`,
      );
    }
    const [role, what] = action.end
      ? [action.end, PHRASES.ctrlD]
      : [action.stop, STOPPED[this.#sandbox.participants.get(action.stop!)?.stopping ?? "signal"]];
    await this.say(`   ${role} ${this.in(what)}`);
  }

  /** A step that is not played counts neither for nor against the result. */
  async leftOut(why: Text, what: string): Promise<true> {
    await this.say(`   ${this.in(why)} ${what}`);
    return true;
  }

  /** All events since the last time in the order of causes, then the output for people. */
  async whatHappened(): Promise<StepFacts> {
    const marks = ladder(this.#sandbox.events).marks.filter(({ record }) => !this.#told.has(record));
    for (const mark of marks) {
      this.#told.add(mark.record);
      await this.say(`   ${traceLine(mark, this.#options.translate)}`);
    }
    const shown: { role: string; line: string }[] = [];
    for (const each of this.#sandbox.participants.values()) {
      const fresh = linesOf(each.stdout.slice(each.shown.stdout));
      shown.push(...fresh.map((line) => ({ role: each.name, line })));
      await this.#output(each.name, PHRASES.prints, fresh);
      await this.#output(each.name, PHRASES.says, linesOf(each.stderr.slice(each.shown.stderr)));
      each.shown = { stdout: each.stdout.length, stderr: each.stderr.length };
    }
    return { shown, events: marks.map(({ record: { role = "", event } }) => ({ role, event })) };
  }

  /** What became of the reader's guess. */
  async compare(guess: string, facts: StepFacts): Promise<void> {
    const { judged, missed } = judgeGuess(guess, facts);
    await this.say(`${this.label(PHRASES.youSaid)} ${replaceUnseen(guess.trim(), "·")}`);
    if (judged.length === 0) await this.say(`   ${this.in(PHRASES.compare)}`);
    for (const { words, came, roles } of judged) {
      const who = roles.length > 0 ? ` (${roles.join(", ")})` : "";
      await this.say(`   ${came ? "✓" : `✗ ${this.label(PHRASES.nobody)}`} ${words}${who}`);
    }
    if (missed.length === 0) return;
    const rest = missed.map(({ words, roles }) => `${words} (${roles.join(", ")})`).join(", ");
    await this.say(`   ${this.label(PHRASES.also)} ${rest}`);
  }

  async netstat(): Promise<void> {
    const ports = [...this.#sandbox.participants.values()].flatMap(({ port }) => port ?? []);
    const rows = await socketsOn(new Set(ports));
    const owner = (local: string) => this.#sandbox.events.find((each) => each.local === local)?.role ?? "";
    const lines = rows.length === 0 ? [this.in(PHRASES.noSockets)] : netstatTable(rows, owner);
    for (const line of lines) await this.say(`   ${line}`);
  }

  /** What was to be seen, and what it was: the ports, the bytes, the code. */
  async verdict(wanted: Observation, seen: boolean): Promise<void> {
    const { role, prints, says, event, data, detail, exits, count = 1, never } = wanted;
    const not = never !== undefined;
    const what = prints !== undefined
      ? `${this.in(not ? PHRASES.printsNot : PHRASES.prints)} "${this.#sandbox.fill(prints)}"`
      : says !== undefined
      ? `${this.in(not ? PHRASES.saysNot : PHRASES.says)} "${this.#sandbox.fill(says)}"`
      : exits !== undefined
      ? `${this.in(PHRASES.exits)} ${exits}`
      : [
        not ? this.in(PHRASES.doesNot) : "",
        event,
        data === undefined ? "" : JSON.stringify(data),
        detail === undefined ? "" : this.#options.translate(detailMessage(detail)),
      ].filter((each) => each !== "")
        .join(" ");
    const times = count === 1 ? "" : ` ×${count}`;
    const during = never === undefined ? "" : ` ${this.in(PHRASES.during)} ${never} ms`;
    const mark = seen ? "✓" : `✗ ${this.label(PHRASES.missing)}`;
    const who = this.label({ fr: role, en: role });
    const facts = seen ? await this.#seen(wanted) : this.#seenInstead(wanted);
    await this.say(`   ${mark} ${who} ${what}${times}${during}${facts === "" ? "" : ` · ${facts}`}`);
  }

  /** The values behind a tick. */
  async #seen(wanted: Observation): Promise<string> {
    const { role, event, prints, never } = wanted;
    const participant = this.#sandbox.participants.get(role)!;
    if (never !== undefined) return await this.#socketState(participant.events);
    const { translate } = this.#options;
    if (prints !== undefined) {
      const line = linesOf(participant.stdout).find((each) => each.includes(this.#sandbox.fill(prints)));
      return line === undefined
        ? ""
        : translate(count(new TextEncoder().encode(`${line}\n`).length, translate));
    }
    if (event === undefined) return "";
    const record = matchingEvents(wanted, participant.events).at(-1);
    return record === undefined ? "" : eventFacts(record, wanted, translate);
  }

  /** What was there in its place. */
  #seenInstead({ role, exits }: Observation): string {
    const { code } = this.#sandbox.participants.get(role)!;
    if (exits === undefined) return "";
    return code === undefined ? this.in(PHRASES.stillRuns) : `${this.in(PHRASES.instead)} ${code}`;
  }

  /** The state of a role's last connection, as the system knows it: `127.0.0.1:40112 ESTABLISHED`. */
  async #socketState(events: readonly TraceRecord[]): Promise<string> {
    const local = events.findLast(({ remote }) => remote !== undefined)?.local;
    const port = local?.replace(/^.*:/, "");
    if (port === undefined) return "";
    const rows = await socketsOn(new Set([Number(port)]));
    const row = rows.find((each) => each.local === local);
    return row === undefined ? "" : `${row.local} ${row.state}`;
  }

  async end(exercise: Exercise, withAnswer: boolean): Promise<void> {
    await this.say(`\n${this.label(PHRASES.question)} ${this.in(exercise.question)}`);
    if (!withAnswer) return await this.say(this.in(PHRASES.askForAnswer));
    await this.say(`${this.label(PHRASES.answer)} ${this.#sandbox.fill(this.in(exercise.answer))}`);
    const { marks } = ladder(this.#sandbox.events);
    const proofs = exercise.evidence ??
      exercise.steps.flatMap(({ see = [] }) => see.filter((each) => each.event));
    const quoted = marks.filter(({ record }) =>
      proofs.some((each) => each.role === record.role && matchingEvents(each, [record]).length > 0)
    );
    if (quoted.length > 0) await this.say(this.label(PHRASES.inTheTrace));
    for (const mark of quoted) await this.say(`   ${traceLine(mark, this.#options.translate)}`);
  }

  result(right: boolean, lacks: readonly Need[]): Promise<void> {
    if (!right) return this.say(this.in(PHRASES.wrong));
    if (lacks.length === 0) return this.say(this.in(PHRASES.right));
    return this.say(`${this.in(PHRASES.rightHere)} ${lacks.join(", ")}.`);
  }

  async #output(role: string, verb: Text, lines: readonly string[]): Promise<void> {
    for (const line of lines) await this.say(`   ${role} ${this.label(verb)} ${replaceUnseen(line, "·")}`);
  }
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((each) => each !== "");
}
