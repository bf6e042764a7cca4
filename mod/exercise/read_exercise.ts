import type { Exercise } from "./exercise.ts";

/**
 * An exercise out of its JSON.
 *
 * @throws {Error} with a sentence about the first mistake and its place.
 */
export function readExercise(json: unknown): Exercise {
  const exercise = object(json, "the exercise");
  for (const name of ["id", "sheet"]) text(exercise[name], name);
  for (const name of ["title", "question", "answer"]) bothLanguages(exercise[name], name);
  const started = new Set<string>();
  list(exercise.steps, "steps").forEach((each, index) => readStep(each, `step ${index + 1}`, started));
  list(exercise.evidence ?? [], "evidence").forEach((each) => readObservation(each, "evidence", started));
  Object.entries(object(exercise.files ?? {}, "files")).forEach(([name, content]) => {
    text(content, `files: ${name}`);
    if (/^[\/\\]|\.\./.test(name)) throw new Error(`files: "${name}" is not below the exercise's folder`);
  });
  return exercise as unknown as Exercise;
}

function readStep(json: unknown, place: string, started: Set<string>): void {
  const step = object(json, place);
  bothLanguages(step.say, `${place}: say`);
  for (const action of list(step.do ?? [], `${place}: do`)) readAction(action, place, started);
  for (const seen of list(step.see ?? [], `${place}: see`)) readObservation(seen, place, started);
}

const VERBS = ["start", "type", "end", "stop"] as const;

function readAction(json: unknown, place: string, started: Set<string>): void {
  const action = object(json, place);
  const verbs = VERBS.filter((verb) => action[verb] !== undefined);
  if (verbs.length !== 1) throw new Error(`${place}: an action has one of ${VERBS.join(", ")}`);
  const role = action[verbs[0]!];
  text(role, `${place}: ${verbs[0]}`);
  if (verbs[0] === "start") {
    list(action.run, `${place}: run`).forEach((each) => text(each, `${place}: run`));
    started.add(role as string);
  } else known(role as string, place, started);
  if (verbs[0] === "type") text(action.line, `${place}: line`);
}

const SEEN = ["prints", "says", "event", "exits"];

function readObservation(json: unknown, place: string, started: Set<string>): void {
  const seen = object(json, place);
  text(seen.role, `${place}: role`);
  known(seen.role as string, place, started);
  if (SEEN.filter((name) => seen[name] !== undefined).length !== 1) {
    throw new Error(`${place}: an observation has one of ${SEEN.join(", ")}`);
  }
}

function known(role: string, place: string, started: Set<string>): void {
  if (!started.has(role)) throw new Error(`${place}: "${role}" was not started before`);
}

function object(value: unknown, place: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new Error(`${place} needs to be an object`);
}

function list(value: unknown, place: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${place} needs to be a list`);
}

function text(value: unknown, place: string): void {
  if (typeof value !== "string") throw new Error(`${place} needs to be a text`);
}

function bothLanguages(value: unknown, place: string): void {
  const texts = object(value, place);
  for (const language of ["fr", "en"]) text(texts[language], `${place}: ${language}`);
}
