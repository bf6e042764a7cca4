import type { TraceRecord } from "../../trace/diagram/trace_record.ts";
import type { Language } from "../../i18n/text.ts";
import type { Translate } from "../../i18n/locale.ts";
import type { Exercise, ExerciseStep, Observation } from "./exercise.ts";
import { Narrator } from "./narrator.ts";
import { type Need, systemHas } from "./needs.ts";
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
  /**
   * Asks the reader what will happen before each step, and waits for the answer; a step then says only
   * afterwards what it is about. `undefined` when nobody answers any more.
   */
  readonly ask?: (question: string) => Promise<string | undefined>;
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
    const here = stepHere(step, lacks);
    right = await runStep(here, index + 1, sandbox, narrator, options.ask) && right;
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
  ask: RunExerciseOptions["ask"],
): Promise<boolean> {
  const about = sandbox.fill(narrator.in(step.say));
  const asks = ask !== undefined && step.needs === undefined && sandbox.missingRole(step) === undefined;
  await narrator.say(asks ? `\n${number}.` : `\n${number}. ${about}`);
  if (step.needs !== undefined) return await narrator.leftOut(PHRASES.leftOut, step.needs);
  const role = sandbox.missingRole(step);
  if (role !== undefined) return await narrator.leftOut(PHRASES.noRole, role);
  const actions = step.do ?? [];
  if (asks) { for (const action of actions) await narrator.action(action); }
  const guess = asks
    ? await ask(narrator.in(actions.length === 0 ? PHRASES.pause : PHRASES.guess))
    : undefined;
  for (const action of actions) {
    if (!asks) await narrator.action(action);
    await sandbox.perform(action);
  }
  const verdicts: [Observation, boolean][] = [];
  for (const wanted of step.see ?? []) verdicts.push([wanted, await sandbox.see(wanted)]);
  const facts = await narrator.whatHappened();
  if (step.netstat) await narrator.netstat();
  if (guess?.trim()) await narrator.compare(guess, facts);
  if (asks) await narrator.say(about);
  for (const [wanted, seen] of verdicts) await narrator.verdict(wanted, seen);
  return verdicts.every(([, seen]) => seen);
}
