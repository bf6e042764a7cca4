import type { Exercise } from "./exercise.ts";
import {
  requireKeys,
  requireList,
  requireNumbers,
  requireObject,
  requireText,
  requireTexts,
} from "./json_shape.ts";

/**
 * An exercise out of its JSON.
 *
 * @throws {Error} with a sentence about the first mistake and its place.
 */
export function readExercise(json: unknown): Exercise {
  const exercise = requireObject(json, "the exercise");
  requireKeys(
    exercise,
    ["id", "sheet", "title", "files", "steps", "question", "answer", "evidence"],
    "the exercise",
  );
  for (const name of ["id", "sheet"]) requireText(exercise[name], name);
  for (const name of ["title", "question", "answer"]) bothLanguages(exercise[name], name);
  const started = new Set<string>();
  requireList(exercise.steps, "steps").forEach((each, index) => readStep(each, `step ${index + 1}`, started));
  requireList(exercise.evidence ?? [], "evidence").forEach((each) =>
    readObservation(each, "evidence", started)
  );
  Object.entries(requireObject(exercise.files ?? {}, "files")).forEach(([name, content]) => {
    requireText(content, `files: ${name}`);
    if (/^[\/\\]|\.\./.test(name)) throw new Error(`files: "${name}" is not below the exercise's folder`);
  });
  return exercise as unknown as Exercise;
}

function readStep(json: unknown, place: string, started: Set<string>): void {
  const step = requireObject(json, place);
  requireKeys(step, ["say", "do", "see", "netstat"], place);
  bothLanguages(step.say, `${place}: say`);
  for (const action of requireList(step.do ?? [], `${place}: do`)) readAction(action, place, started);
  for (const seen of requireList(step.see ?? [], `${place}: see`)) readObservation(seen, place, started);
}

const VERBS = ["start", "type", "end", "stop"] as const;

function readAction(json: unknown, place: string, started: Set<string>): void {
  const action = requireObject(json, place);
  const verbs = VERBS.filter((verb) => action[verb] !== undefined);
  if (verbs.length !== 1) throw new Error(`${place}: an action has one of ${VERBS.join(", ")}`);
  requireKeys(action, [...VERBS, "run", "program", "line"], place);
  const role = action[verbs[0]!];
  requireText(role, `${place}: ${verbs[0]}`);
  if (verbs[0] === "start") {
    requireList(action.run, `${place}: run`).forEach((each) => filledText(each, `${place}: run`, started));
    requireTexts(action, ["program"], place);
    started.add(role as string);
  } else known(role as string, place, started);
  if (verbs[0] === "type") filledText(action.line, `${place}: line`, started);
}

const SEEN = ["prints", "says", "event", "exits"];

function readObservation(json: unknown, place: string, started: Set<string>): void {
  const seen = requireObject(json, place);
  requireText(seen.role, `${place}: role`);
  known(seen.role as string, place, started);
  if (SEEN.filter((name) => seen[name] !== undefined).length !== 1) {
    throw new Error(`${place}: an observation has one of ${SEEN.join(", ")}`);
  }
  requireKeys(seen, ["role", ...SEEN, "data", "detail", "count", "never"], place);
  requireTexts(seen, ["prints", "says", "event", "data", "detail"], place);
  requireNumbers(seen, ["exits", "count", "never"], place);
  for (const name of ["prints", "says", "data", "detail"]) {
    if (seen[name] !== undefined) filledText(seen[name], `${place}: ${name}`, started);
  }
}

function known(role: string, place: string, started: Set<string>): void {
  if (!started.has(role)) throw new Error(`${place}: "${role}" was not started before`);
}

/** A text in which `{server.port}` may stand, of a role that is there. */
function filledText(value: unknown, place: string, started: Set<string>): void {
  requireText(value, place);
  for (const [, role] of (value as string).matchAll(/\{([\w-]+)\.(?:port|url)\}/g)) {
    known(role!, place, started);
  }
}

function bothLanguages(value: unknown, place: string): void {
  const both = requireObject(value, place);
  for (const language of ["fr", "en"]) requireText(both[language], `${place}: ${language}`);
}
