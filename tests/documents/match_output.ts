/**
 * Compares what a document shows with what a program said.
 *
 * `…` stands for anything within a line, a line of `…` for any number of lines. What differs from one run to
 * the next need not be written so: a document shows a time, a rate or the port of a client as somebody saw it
 * once, and any other is as good. A line with the address of a home network stands for the addresses of the
 * reader's machine, which may have none.
 */
export interface Comparison {
  readonly matches: boolean;
  /**
   * What the document calls something, and what it is called this time: ports, and names that nobody can
   * guess.
   */
  readonly learnt: ReadonlyMap<string, string>;
}

interface Varying {
  readonly pattern: string;
  /** What may stand there in another run, if it looks different. */
  readonly now?: string;
  /** Whether a later command may name it. */
  readonly named?: boolean;
}

const VARYING: readonly Varying[] = [
  { pattern: String.raw`\b\d+(?:[.,]\d+)?[ ]?[kMGT]?[Bo]/s\b` }, // a rate
  { pattern: String.raw`\b\d+(?:[.,]\d+)?[ ]?(?:ns|µs|ms|s)\b` }, // a duration
  { pattern: String.raw`\b\d{4}[-/]\d\d[-/]\d\d\b` }, // a date
  { pattern: String.raw`\b\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?![\d:])` }, // a time of day
  { pattern: String.raw`\b1[6-9]\d{11}\b` }, // a time in milliseconds since 1970
  { pattern: String.raw`(?<=socat\[|child |process )\d+\b` }, // a process
  { pattern: String.raw`(?<=/)[A-Za-z0-9_-]{16}(?=/)`, named: true }, // the secret part of a shared address
  {
    pattern: String.raw`(?<=:|port |localhost |\.\d )(?:3[3-9]|[45]\d)\d{3}\b`,
    now: String.raw`\d{5}`,
    named: true,
  }, // a port that the system chose
];

const ANY_VARYING = new RegExp(VARYING.map(({ pattern }) => `(${pattern})`).join("|"), "g");

/** @param end whether nothing may follow what is shown. */
export function matchOutput(shown: string, said: string, end: "whole" | "beginning"): Comparison {
  const tokens: { text: string; named: boolean }[] = [];
  const lines = withPlainBlanks(shown).split("\n").slice(0, -1).map((line) =>
    linePattern(line.trimEnd(), tokens)
  );
  const pattern = new RegExp(`^${lines.join("")}${end === "whole" ? "$" : ""}`, "u");
  const found = pattern.exec(tidied(said));
  const learnt = new Map<string, string>();
  tokens.forEach(({ text, named }, at) => {
    const seen = found?.[at + 1];
    if (named && seen !== undefined) learnt.set(text, seen);
  });
  return { matches: found !== null, learnt };
}

/**
 * Trailing blanks are nothing that a reader sees, and the last line has its end. That a client was a moment later
 * gone than its server wanted to end is chance.
 */
function tidied(said: string): string {
  const lines = withPlainBlanks(said).replaceAll("\r", "").replaceAll(/[ \t]+\n/g, "\n")
    .replaceAll(/^.*(stopping: \d+ open connections? may|arrêt : \d+ connexions? ouvertes? peu).*\n/gm, "");
  return lines === "" || lines.endsWith("\n") ? lines : `${lines.trimEnd()}\n`;
}

/** French has two more kinds of blank, which nobody sees the difference of. */
function withPlainBlanks(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, " ");
}

function linePattern(line: string, tokens: { text: string; named: boolean }[]): string {
  if (line === "…") return String.raw`(?:[^\n]*\n)*?`;
  const pattern = `${
    line.split("…").map((piece) => piecePattern(piece, tokens)).join(String.raw`[^\n]*`)
  }\\n`;
  if (/\b192\.168\.\d/.test(line)) return `(?:${pattern.replace(/192\\\.168\\\.\d+\\\.\d+/, "[\\d.]+")})*`;
  return pattern;
}

function piecePattern(piece: string, tokens: { text: string; named: boolean }[]): string {
  let pattern = "";
  let at = 0;
  for (const found of piece.matchAll(ANY_VARYING)) {
    const kind = VARYING[found.slice(1).findIndex((group) => group !== undefined)]!;
    tokens.push({ text: found[0], named: kind.named === true });
    pattern += `${literal(piece.slice(at, found.index))}(${kind.now ?? kind.pattern})`;
    at = found.index + found[0].length;
  }
  return pattern + literal(piece.slice(at));
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
