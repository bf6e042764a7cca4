/** What a step has brought: the calls that roles made, and the lines that they showed. */
export interface StepFacts {
  readonly events: readonly { readonly role: string; readonly event: string }[];
  readonly shown: readonly { readonly role: string; readonly line: string }[];
}

/** A part of what somebody had said before, and whether it came true. */
export interface Judged {
  /** As it was said. */
  readonly words: string;
  readonly came: boolean;
  /** The roles that did it or showed it. */
  readonly roles: readonly string[];
}

/** What became of a guess. */
export interface GuessVerdict {
  readonly judged: readonly Judged[];
  /** Calls that were made and not thought of, each with its roles. */
  readonly missed: readonly Judged[];
}

/** The names that people use for what a trace calls otherwise. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  recv: "read",
  recvfrom: "read",
  send: "write",
  sendall: "write",
  sendto: "write",
  shutdown: "end",
  fin: "end",
  syn: "connect",
  rst: "reset",
};

const CALLS = new Set([
  ...["listen", "accept", "connect", "open", "read", "write", "end", "close", "reset", "error"],
  ...["queued", "handed", "start", "exit", "idle", "drain"],
]);

const NOTHING = /^(?:nothing|none|rien|aucune?)$/i;

/**
 * Compares what somebody thought would happen with what did. A guess is made of names of calls, with or
 * without roles, or is a line that somebody will show; what is neither is left to the reader to compare.
 */
export function judgeGuess(guess: string, facts: StepFacts): GuessVerdict {
  const said = guess.trim();
  const quiet = facts.events.length === 0 && facts.shown.length === 0;
  if (NOTHING.test(said)) return { judged: [{ words: said, came: quiet, roles: [] }], missed: all(facts) };
  const calls = [...new Set(said.match(/\p{L}+/gu) ?? [])].flatMap((word) => {
    const call = OTHER_NAMES[word.toLowerCase()] ?? word.toLowerCase();
    return CALLS.has(call) ? [{ word, call }] : [];
  });
  const line = showing(said, facts);
  if (calls.length === 0) return { judged: line === undefined ? [] : [line], missed: all(facts) };
  return {
    judged: calls.map(({ word, call }) => judged(word, rolesOf(call, facts))),
    missed: all(facts).filter(({ words }) => !calls.some(({ call }) => call === words)),
  };
}

/** Who shows this line, quoted or not. */
function showing(said: string, { shown }: StepFacts): Judged | undefined {
  const words = said.replace(/^["'«“]\s*|\s*["'»”]$/g, "");
  if (words === "") return undefined;
  const roles = shown.filter(({ line }) => line.trim() === words).map(({ role }) => role);
  return judged(words, [...new Set(roles)]);
}

function all(facts: StepFacts): Judged[] {
  return [...new Set(facts.events.map(({ event }) => event))]
    .map((event) => judged(event, rolesOf(event, facts)));
}

function judged(words: string, roles: readonly string[]): Judged {
  return { words, came: roles.length > 0, roles };
}

function rolesOf(call: string, { events }: StepFacts): string[] {
  return [...new Set(events.filter(({ event }) => event === call).map(({ role }) => role))];
}
