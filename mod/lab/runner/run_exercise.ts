import { detailMessage } from "../../trace/diagram/detail_message.ts";
import { replaceUnseen } from "../../io/visible_text.ts";
import { ladder } from "../../trace/diagram/ladder.ts";
import { traceLine } from "./trace_line.ts";
import type { TraceRecord } from "../../trace/diagram/trace_record.ts";
import { inLanguage } from "../../i18n/in_language.ts";
import type { Language, Text } from "../../i18n/text.ts";
import type { Translate } from "../../i18n/locale.ts";
import type { Action, Exercise, ExerciseStep, Observation } from "./exercise.ts";
import { type Need, systemHas } from "./needs.ts";
import { netstatTable } from "./netstat.ts";
import { socketsOn } from "./open_sockets.ts";
import { matchingEvents } from "./observe.ts";
import { PHRASES } from "./phrases.ts";
import { Sandbox, type SandboxOptions } from "./sandbox.ts";

/** How an exercise is run. */
export interface RunExerciseOptions extends SandboxOptions {
  readonly language: Language;
  /** Translates the words of a trace into that language. */
  readonly translate: Translate;
  /** Show the answer at the end. */
  readonly answer: boolean;
  /** Takes a line of the story. */
  readonly tell: (line: string) => Promise<void>;
  /** Waits for the reader before the next step. */
  readonly pause?: (prompt: string) => Promise<void>;
}

/** The outcome. */
export interface ExerciseResult {
  /** Whether everything expected was seen. */
  readonly passed: boolean;
  readonly events: readonly TraceRecord[];
}

/**
 * Runs an exercise for real and tells it as it goes: every participant is a process of its own, on loopback.
 *
 * @throws the signal's reason when it is stopped. Nothing that was started is left running.
 */
export async function runExercise(exercise: Exercise, options: RunExerciseOptions): Promise<ExerciseResult> {
  await using sandbox = new Sandbox(options);
  for (const [name, content] of Object.entries(exercise.files ?? {})) {
    await Deno.writeTextFile(`${sandbox.dir}/${name}`, content);
  }
  const narrator = new Narrator(sandbox, options);
  let right = true;
  const lacks = new Set<Need>();
  await options.tell(
    `${exercise.id} · ${narrator.in(exercise.title)} (${narrator.in(PHRASES.sheet)} ${exercise.sheet})`,
  );
  for (const [index, step] of exercise.steps.entries()) {
    if (index > 0) await options.pause?.(narrator.in(PHRASES.pause));
    const here = stepHere(step, lacks);
    right = await runStep(here, index + 1, sandbox, narrator) && right;
  }
  await narrator.end(exercise, options.answer);
  await options.tell("");
  await narrator.result(right, [...lacks]);
  return { passed: right, events: sandbox.events };
}

/** The step as it is played on this system: `needs` is still there when it cannot be played at all. */
function stepHere({ needs, instead, ...step }: ExerciseStep, lacks: Set<Need>): ExerciseStep {
  if (needs === undefined || systemHas(needs)) return step;
  lacks.add(needs);
  return instead === undefined ? { ...step, needs } : { ...step, ...instead };
}

async function runStep(
  step: ExerciseStep,
  number: number,
  sandbox: Sandbox,
  narrator: Narrator,
): Promise<boolean> {
  await narrator.say(`\n${number}. ${sandbox.fill(narrator.in(step.say))}`);
  if (step.needs !== undefined) return await narrator.leftOut(PHRASES.leftOut, step.needs);
  const role = sandbox.missingRole(step);
  if (role !== undefined) return await narrator.leftOut(PHRASES.noRole, role);
  for (const action of step.do ?? []) {
    await narrator.action(action);
    await sandbox.perform(action);
  }
  const verdicts: [Observation, boolean][] = [];
  for (const wanted of step.see ?? []) verdicts.push([wanted, await sandbox.see(wanted)]);
  await narrator.whatHappened();
  if (step.netstat) await narrator.netstat();
  for (const [wanted, seen] of verdicts) await narrator.verdict(wanted, seen);
  return verdicts.every(([, seen]) => seen);
}

const STOPPED = { signal: PHRASES.stopped, request: PHRASES.asked, kill: PHRASES.killed } as const;

/** Finds the words for what happens. */
class Narrator {
  readonly #sandbox: Sandbox;
  readonly #options: RunExerciseOptions;
  readonly #told = new Set<TraceRecord>();

  constructor(sandbox: Sandbox, options: RunExerciseOptions) {
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
      : [action.stop, STOPPED[this.#sandbox.participants.get(action.stop!)!.stopping]];
    await this.say(`   ${role} ${this.in(what)}`);
  }

  /** A step that is not played counts neither for nor against the result. */
  async leftOut(why: Text, what: string): Promise<true> {
    await this.say(`   ${this.in(why)} ${what}`);
    return true;
  }

  /** All events since the last time in the order of causes, then the output for people. */
  async whatHappened(): Promise<void> {
    const { marks } = ladder(this.#sandbox.events);
    const start = marks[0]?.record.time ?? "";
    for (const { record } of marks) {
      if (this.#told.has(record)) continue;
      this.#told.add(record);
      await this.say(`   ${traceLine(record, start, this.#options.translate)}`);
    }
    for (const each of this.#sandbox.participants.values()) {
      await this.#output(each.name, PHRASES.prints, each.stdout.slice(each.shown.stdout));
      await this.#output(each.name, PHRASES.says, each.stderr.slice(each.shown.stderr));
      each.shown = { stdout: each.stdout.length, stderr: each.stderr.length };
    }
  }

  async netstat(): Promise<void> {
    const ports = [...this.#sandbox.participants.values()].flatMap(({ port }) => port ?? []);
    const rows = await socketsOn(new Set(ports));
    const owner = (local: string) => this.#sandbox.events.find((each) => each.local === local)?.role ?? "";
    const lines = rows.length === 0 ? [this.in(PHRASES.noSockets)] : netstatTable(rows, owner);
    for (const line of lines) await this.say(`   ${line}`);
  }

  async verdict(wanted: Observation, seen: boolean): Promise<void> {
    const { role, prints, says, event, data, detail, exits, count = 1, never } = wanted;
    const what = prints !== undefined
      ? `${this.in(PHRASES.prints)} "${this.#sandbox.fill(prints)}"`
      : says !== undefined
      ? `${this.in(PHRASES.says)} "${this.#sandbox.fill(says)}"`
      : exits !== undefined
      ? `${this.in(PHRASES.exits)} ${exits}`
      : [
        event,
        data === undefined ? "" : JSON.stringify(data),
        detail === undefined ? "" : this.#options.translate(detailMessage(detail)),
      ].filter((each) => each !== "")
        .join(" ");
    const times = count === 1 ? "" : ` ×${count}`;
    const not = never === undefined ? "" : ` (${this.in(PHRASES.never)} ${never} ms)`;
    const mark = seen ? "✓" : `✗ ${this.label(PHRASES.missing)}`;
    const who = this.label({ fr: role, en: role });
    await this.say(`   ${mark} ${who} ${what}${times}${not}`);
  }

  async end(exercise: Exercise, withAnswer: boolean): Promise<void> {
    await this.say(`\n${this.label(PHRASES.question)} ${this.in(exercise.question)}`);
    if (!withAnswer) return await this.say(this.in(PHRASES.askForAnswer));
    await this.say(`${this.label(PHRASES.answer)} ${this.#sandbox.fill(this.in(exercise.answer))}`);
    const { marks } = ladder(this.#sandbox.events);
    const proofs = exercise.evidence ??
      exercise.steps.flatMap(({ see = [] }) => see.filter((each) => each.event));
    const quoted = marks.map(({ record }) => record).filter((record) =>
      proofs.some((each) => each.role === record.role && matchingEvents(each, [record]).length > 0)
    );
    if (quoted.length > 0) await this.say(this.label(PHRASES.inTheTrace));
    for (const record of quoted) {
      await this.say(`   ${traceLine(record, marks[0]!.record.time, this.#options.translate)}`);
    }
  }

  result(right: boolean, lacks: readonly Need[]): Promise<void> {
    if (!right) return this.say(this.in(PHRASES.wrong));
    if (lacks.length === 0) return this.say(this.in(PHRASES.right));
    return this.say(`${this.in(PHRASES.rightHere)} ${lacks.join(", ")}.`);
  }

  async #output(role: string, verb: Text, text: string): Promise<void> {
    for (const line of text.split("\n").filter((each) => each !== "")) {
      await this.say(`   ${role} ${this.label(verb)} ${replaceUnseen(line, "·")}`);
    }
  }
}
