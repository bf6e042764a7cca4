import { type MessageValue, msg, prefixed } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import type { Exercise } from "./exercise.ts";
import { type Need, NEED_NAMES } from "./needs.ts";
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
  const exercise = requireObject(json, msg`the exercise`);
  requireKeys(
    exercise,
    ["id", "sheet", "title", "files", "steps", "question", "answer", "evidence"],
    msg`the exercise`,
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
    if (/^[\/\\]|\.\./.test(name)) {
      throw new MessageError(msg`files: "${name}" is not below the exercise's folder`);
    }
  });
  return exercise as unknown as Exercise;
}

function readStep(json: unknown, place: MessageValue, started: Set<string>): void {
  const step = requireObject(json, place);
  requireKeys(step, ["say", "needs", "instead", "do", "see", "netstat"], place);
  bothLanguages(step.say, prefixed(place, "say"));
  readParts(step, place, started);
  if (step.needs !== undefined && !NEED_NAMES.includes(step.needs as Need)) {
    throw new MessageError(msg`${place}: needs is one of ${NEED_NAMES.join(", ")}`);
  }
  if (step.instead !== undefined) readInstead(step, place, started);
}

function readInstead(step: Record<string, unknown>, place: MessageValue, started: Set<string>): void {
  if (step.needs === undefined) throw new MessageError(msg`${place}: instead goes with needs`);
  const there = prefixed(place, "instead");
  const instead = requireObject(step.instead, there);
  requireKeys(instead, ["say", "do", "see"], there);
  if (instead.say !== undefined) bothLanguages(instead.say, prefixed(there, "say"));
  readParts(instead, there, started);
}

/** What is done and what is seen. */
function readParts(step: Record<string, unknown>, place: MessageValue, started: Set<string>): void {
  for (const action of requireList(step.do ?? [], prefixed(place, "do"))) readAction(action, place, started);
  for (const seen of requireList(step.see ?? [], prefixed(place, "see"))) {
    readObservation(seen, place, started);
  }
}

const VERBS = ["start", "type", "end", "stop"] as const;

function readAction(json: unknown, place: MessageValue, started: Set<string>): void {
  const action = requireObject(json, place);
  const verbs = VERBS.filter((verb) => action[verb] !== undefined);
  if (verbs.length !== 1) throw new MessageError(msg`${place}: an action has one of ${VERBS.join(", ")}`);
  requireKeys(action, [...VERBS, "run", "program", "line"], place);
  const role = action[verbs[0]!];
  requireText(role, prefixed(place, verbs[0]!));
  if (verbs[0] === "start") {
    requireList(action.run, prefixed(place, "run")).forEach((each) =>
      filledText(each, prefixed(place, "run"), started)
    );
    requireTexts(action, ["program"], place);
    started.add(role as string);
  } else known(role as string, place, started);
  if (verbs[0] === "type") filledText(action.line, prefixed(place, "line"), started);
}

const SEEN = ["prints", "says", "event", "exits"];

function readObservation(json: unknown, place: MessageValue, started: Set<string>): void {
  const seen = requireObject(json, place);
  requireText(seen.role, prefixed(place, "role"));
  known(seen.role as string, place, started);
  if (SEEN.filter((name) => seen[name] !== undefined).length !== 1) {
    throw new MessageError(msg`${place}: an observation has one of ${SEEN.join(", ")}`);
  }
  requireKeys(seen, ["role", ...SEEN, "data", "detail", "count", "never"], place);
  requireTexts(seen, ["prints", "says", "event", "data", "detail"], place);
  requireNumbers(seen, ["exits", "count", "never"], place);
  for (const name of ["prints", "says", "data", "detail"]) {
    if (seen[name] !== undefined) filledText(seen[name], prefixed(place, name), started);
  }
}

function known(role: string, place: MessageValue, started: Set<string>): void {
  if (!started.has(role)) throw new MessageError(msg`${place}: "${role}" was not started before`);
}

/** A text that may contain `{server.port}`, with an existing role. */
function filledText(value: unknown, place: MessageValue, started: Set<string>): void {
  requireText(value, place);
  for (const [, role] of (value as string).matchAll(/\{([\w-]+)\.(?:port|url)\}/g)) {
    known(role!, place, started);
  }
}

function bothLanguages(value: unknown, place: MessageValue): void {
  const both = requireObject(value, place);
  for (const language of ["fr", "en"]) requireText(both[language], prefixed(place, language));
}
