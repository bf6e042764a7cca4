import { msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import { modesUsing } from "../../server/modes/modes_using.ts";
import type { ModeName } from "../../server/modes/mode.ts";
import {
  type Action,
  type Exercise,
  type ExerciseStep,
  type Observation,
  rolesOf,
} from "../runner/exercise.ts";

/** An exercise that is played in several modes at once. */
export interface ExerciseInModes {
  readonly exercise: Exercise;
  /** All roles, those of a mode beside one another. */
  readonly roles: readonly string[];
}

/**
 * An exercise with a server for each of these modes side by side, and the same clients for each: step by step, in all
 * modes. What is to be seen is what clients see in any mode; who accepts them, and when, is what one looks at.
 *
 * The server's role becomes the mode's name, `ginette` becomes `ginette-pool`.
 *
 * @throws {MessageError} when the exercise has no server whose mode can be another one.
 */
export function exerciseInModes(exercise: Exercise, modes: readonly ModeName[]): ExerciseInModes {
  const starts = exercise.steps.flatMap(({ do: actions = [] }) => actions.filter(({ start }) => start));
  const servers = starts.filter(({ run }) => SERVES.test(run?.slice(0, 2).join(" ") ?? ""));
  if (servers.length !== 1) {
    throw new MessageError(msg`${exercise.id} has no server whose mode can be another one`);
  }
  const server = servers[0]!.start!;
  const steps = exercise.steps.map((step, index): ExerciseStep => {
    const parts = modes.map((mode) => new StepInMode(server, mode).step(step));
    const { needs, instead } = step;
    return {
      say: { en: `Step ${index + 1}, in each mode.`, fr: `Étape ${index + 1}, dans chaque mode.` },
      ...(needs === "SIGTERM" ? { needs, ...(instead === undefined ? {} : { instead: {} }) } : {}),
      do: parts.flatMap((part) => part.do),
      see: parts.flatMap((part) => part.see),
      ...(step.netstat ? { netstat: true } : {}),
    };
  });
  const { fr, en } = exercise.title;
  const names = modes.join(", ");
  return {
    exercise: {
      ...exercise,
      title: { fr: `${fr} · ${names}`, en: `${en} · ${names}` },
      steps,
      question: { en: "What differs from mode to mode?", fr: "Qu'est-ce qui diffère d'un mode à l'autre ?" },
      answer: {
        en:
          "Not the clients, and not the kernel, which connects them at once in every mode: who accepts each of them, " +
          "and how long it waits for that in the backlog.",
        fr:
          "Ni les clients, ni le noyau, qui les connecte tout de suite dans tous les modes : qui accepte chacun d'eux, " +
          "et combien de temps il attend cela dans le backlog.",
      },
      evidence: modes.map((role) => ({ role, event: "accept" })),
    },
    roles: modes.flatMap((mode) => rolesOf(exercise).map((role) => roleIn(role, server, mode))),
  };
}

/** Servers that have modes. */
const SERVES = /^(echo|files|prime|calc) serve$/;

class StepInMode {
  readonly #server: string;
  readonly #mode: ModeName;

  constructor(server: string, mode: ModeName) {
    this.#server = server;
    this.#mode = mode;
  }

  step({ do: actions = [], see = [] }: ExerciseStep): { do: Action[]; see: Observation[] } {
    return {
      do: actions.map((action) => this.#action(action)),
      see: see.filter((wanted) => this.#holds(wanted)).map(({ role, ...wanted }) => ({
        ...wanted,
        role: this.#role(role),
      })),
    };
  }

  #action({ start, type, end, stop, run, line, ...action }: Action): Action {
    const words = run?.map((word) => this.#fill(word));
    const isServer = start === this.#server;
    return {
      ...action,
      ...(start === undefined ? {} : { start: this.#role(start) }),
      ...(type === undefined ? {} : { type: this.#role(type) }),
      ...(end === undefined ? {} : { end: this.#role(end) }),
      ...(stop === undefined ? {} : { stop: this.#role(stop) }),
      ...(line === undefined ? {} : { line: this.#fill(line) }),
      ...(words === undefined ? {} : { run: isServer ? inMode(words, this.#mode) : words }),
    };
  }

  /** Whether it is so in every mode. */
  #holds({ role, never, event, prints, exits }: Observation): boolean {
    if (never !== undefined) return false;
    if (role === this.#server) return event === "listen" || exits !== undefined;
    return event === "connect" || prints !== undefined || exits !== undefined;
  }

  #role(role: string): string {
    return roleIn(role, this.#server, this.#mode);
  }

  #fill(text: string): string {
    return text.replace(/\{([\w-]+)\.(port|url)\}/g, (_, role, what) => `{${this.#role(role)}.${what}}`);
  }
}

function roleIn(role: string, server: string, mode: ModeName): string {
  return role === server ? mode : `${role}-${mode}`;
}

/** The server's words, with the options of that mode. */
function inMode(words: readonly string[], mode: ModeName): string[] {
  const rest = words.filter((word, at) => !OF_A_MODE.test(word) && !OF_A_MODE.test(words[at - 1] ?? ""));
  const workers = words[words.indexOf("--workers") + 1];
  const given = words.includes("--workers") ? workers! : "2";
  return [...rest, "--mode", mode, ...(modesUsing("workers").includes(mode) ? ["--workers", given] : [])];
}

const OF_A_MODE = /^--(mode|workers|queue)$/;
