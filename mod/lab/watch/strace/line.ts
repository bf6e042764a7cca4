import { parseCallValues, parseResult, type StraceValue } from "./values.ts";

/**
 * # A line of strace
 *
 * `strace -f -ttt -T` writes a line for each system call: who, when it began, the call, what it returned, how long it
 * took. A call that others interrupt is written in two parts, `<unfinished ...>` and `<... recv resumed>`.
 */
export type StraceLine =
  | { readonly kind: "call"; readonly tid: number; readonly time: number; readonly call: FinishedCall }
  | { readonly kind: "begun"; readonly tid: number; readonly time: number; readonly text: string }
  | {
    readonly kind: "resumed";
    readonly tid: number;
    readonly time: number;
    readonly rest: string;
    readonly name: string;
  }
  | {
    readonly kind: "signal";
    readonly tid: number;
    readonly time: number;
    readonly signal: string;
    readonly from?: number;
  }
  | {
    readonly kind: "ended";
    readonly tid: number;
    readonly time: number;
    readonly code?: number;
    readonly signal?: string;
  }
  | { readonly kind: "superseded"; readonly tid: number; readonly time: number; readonly by: number }
  | { readonly kind: "nothing" };

/** A system call that has returned. */
export interface FinishedCall {
  readonly name: string;
  readonly values: readonly StraceValue[];
  /** Absent where there is none: `= ?`. */
  readonly result?: number;
  /** What the descriptor that it returned stands for. */
  readonly made?: string;
  readonly errno?: string;
  /** What stands behind the result in parentheses: `Timeout`, `[{fd=3, revents=POLLIN}]`. */
  readonly note?: string;
  /** Seconds. */
  readonly took?: number;
}

/** Reads a line; undefined for one that is none of strace's, or not whole. */
export function parseStraceLine(line: string): StraceLine | undefined {
  const head = HEAD.exec(line);
  if (head === null) return undefined;
  const [, pid, seconds, text = ""] = head;
  const at = { tid: Number(pid), time: Number(seconds) };
  if (text.startsWith("---")) return signalLine(text, at);
  if (text.startsWith("+++")) return endLine(text, at);
  const resumed = RESUMED.exec(text);
  if (resumed !== null) return { kind: "resumed", ...at, name: resumed[1]!, rest: resumed[2]! };
  const begun = BEGUN.exec(text);
  if (begun !== null) return { kind: "begun", ...at, text: begun[1]! };
  const call = parseCall(text);
  return call === undefined ? undefined : { kind: "call", ...at, call };
}

/** Who began which call, from the first part of a line that is not whole yet. */
export function parseBegun(line: string): { tid: number; time: number; text: string } | undefined {
  const head = HEAD.exec(line);
  if (head === null || !CALL.test(head[3]!)) return undefined;
  return { tid: Number(head[1]), time: Number(head[2]), text: head[3]! };
}

/** The name of a call that has begun, and as many of its arguments as are whole. */
export function parseBeginning(text: string): { name: string; values: readonly StraceValue[] } | undefined {
  const call = CALL.exec(text);
  if (call === null) return undefined;
  const given = call[2]!;
  // the rest of a structure is still to come: what stands before it is enough
  const values = parseCallValues(`${given})`)?.values ??
    parseCallValues(`${given.replace(/,[^,]*$/, "")})`)?.values;
  return { name: call[1]!, values: values ?? [] };
}

/** Reads a whole call, from its name to its result. */
export function parseCall(text: string): FinishedCall | undefined {
  const begin = CALL.exec(text);
  if (begin === null) return undefined;
  const name = begin[1]!;
  const given = begin[2]!;
  const interrupted = /^<\.\.\. resuming interrupted (\w+) \.\.\.>\)(.*)$/s.exec(given);
  if (interrupted !== null) return withResult({ name: interrupted[1]!, values: [] }, interrupted[2]!);
  const args = parseCallValues(given);
  return args === undefined ? undefined : withResult({ name, values: args.values }, args.rest);
}

function withResult(
  call: { name: string; values: readonly StraceValue[] },
  text: string,
): FinishedCall | undefined {
  const result = /^\s*= (.*)$/s.exec(text)?.[1];
  if (result === undefined) return undefined;
  const made = parseResult(result);
  const [, number = "", behind = ""] = made === undefined
    ? RESULT.exec(result) ?? []
    : ["", String(made.value.kind === "fd" ? made.value.fd : ""), made.rest];
  if (number === "") return undefined;
  const end = BEHIND.exec(behind);
  if (end === null) return undefined;
  const [, errno, note, took] = end;
  return {
    ...call,
    ...(number === "?" ? {} : { result: Number(number) }),
    ...(made?.value.kind === "fd" ? { made: made.value.is } : {}),
    ...(errno === undefined ? {} : { errno }),
    ...(note === undefined ? {} : { note }),
    ...(took === undefined ? {} : { took: Number(took) }),
  };
}

type At = { readonly tid: number; readonly time: number };

function signalLine(text: string, at: At): StraceLine | undefined {
  if (/^--- stopped by \w+ ---$/.test(text)) return { kind: "nothing" };
  const [, signal, from] = /^--- (SIG\w+) \{(?:.*?\bsi_pid=(\d+))?.*\} ---$/s.exec(text) ?? [];
  if (signal === undefined) return undefined;
  return { kind: "signal", ...at, signal, ...(from === undefined ? {} : { from: Number(from) }) };
}

function endLine(text: string, at: At): StraceLine | undefined {
  const code = /^\+\+\+ exited with (\d+) \+\+\+$/.exec(text)?.[1];
  if (code !== undefined) return { kind: "ended", ...at, code: Number(code) };
  const signal = /^\+\+\+ killed by (SIG\w+)(?: \(core dumped\))? \+\+\+$/.exec(text)?.[1];
  if (signal !== undefined) return { kind: "ended", ...at, signal };
  const by = /^\+\+\+ superseded by execve in pid (\d+) \+\+\+$/.exec(text)?.[1];
  return by === undefined ? undefined : { kind: "superseded", ...at, by: Number(by) };
}

const HEAD = /^(\d+) +(\d+\.\d+) (.*)$/s;
const CALL = /^([a-z_]\w*)\((.*)$/s;
const BEGUN = /^([a-z_]\w*\(.*?) ?<unfinished \.\.\.>$/s;
/** Of a thread that is ended in the middle of a call strace has both: `<... read resumed> <unfinished ...>) = ?`. */
const RESUMED = /^<\.\.\. (\w+) resumed>(?: ?<unfinished \.\.\.>)?(.*)$/s;
const RESULT = /^(0x[0-9a-f]+|-?\d+|\?)(.*)$/s;
const BEHIND = /^(?: (E[A-Z0-9_]+))?(?: \((.*)\))?\s*(?:<(\d+\.\d+)>)?$/s;
