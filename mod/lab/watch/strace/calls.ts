import { type FinishedCall, parseBeginning, parseBegun, parseCall, parseStraceLine } from "./line.ts";
import type { StraceValue } from "./values.ts";

/** What a program did, as strace tells it line by line. Times are seconds since 1970. */
export type TracedEvent =
  | (
    & { readonly kind: "call"; readonly tid: number; readonly start: number; readonly end: number }
    & FinishedCall
  )
  | {
    readonly kind: "begun";
    readonly tid: number;
    readonly start: number;
    /** When others interrupted its line. */
    readonly end: number;
    readonly name: string;
    readonly values: readonly StraceValue[];
  }
  | {
    readonly kind: "signal";
    readonly tid: number;
    readonly end: number;
    readonly signal: string;
    readonly from?: number;
  }
  | {
    readonly kind: "ended";
    readonly tid: number;
    readonly end: number;
    readonly code?: number;
    readonly signal?: string;
  }
  | { readonly kind: "superseded"; readonly tid: number; readonly end: number; readonly by: number };

/**
 * Puts the two parts of interrupted calls together. A line that is not understood is counted: nothing is left out
 * silently.
 */
export class StraceReader {
  /** How many lines were not understood, and the first of them. */
  strange = 0;
  firstStrange: string | undefined;
  readonly #begun = new Map<number, { time: number; text: string }>();

  /** Takes a line without its end. */
  read(line: string): TracedEvent | undefined {
    if (line === "") return undefined;
    const parsed = parseStraceLine(line);
    switch (parsed?.kind) {
      case "call": {
        const { tid, time, call } = parsed;
        return { kind: "call", tid, start: time, end: time + (call.took ?? 0), ...call };
      }
      case "begun": {
        const { tid, time, text } = parsed;
        this.#begun.set(tid, { time, text });
        const beginning = parseBeginning(text);
        return beginning === undefined
          ? this.#strange(line)
          : { kind: "begun", tid, start: time, end: time, ...beginning };
      }
      case "resumed":
        return this.#resume(line, parsed);
      case "signal":
      case "ended":
      case "superseded": {
        const { time, ...what } = parsed;
        if (parsed.kind === "ended") this.#begun.delete(parsed.tid);
        return { ...what, end: time };
      }
      case "nothing":
        return undefined;
      default:
        return this.#strange(line);
    }
  }

  /** The call that a line is about which is not whole: it waits. */
  peek(line: string): TracedEvent | undefined {
    const begun = parseBegun(line);
    const beginning = begun && parseBeginning(begun.text);
    return begun && beginning &&
      { kind: "begun", tid: begun.tid, start: begun.time, end: begun.time, ...beginning };
  }

  #resume(
    line: string,
    { tid, time, rest }: { tid: number; time: number; rest: string },
  ): TracedEvent | undefined {
    const begun = this.#begun.get(tid);
    this.#begun.delete(tid);
    const call = begun === undefined ? undefined : parseCall(begun.text + rest);
    if (begun === undefined || call === undefined) return this.#strange(line);
    const end = call.took === undefined ? time : begun.time + call.took;
    return { kind: "call", tid, start: begun.time, end, ...call };
  }

  #strange(line: string): undefined {
    this.strange++;
    this.firstStrange ??= line.slice(0, 200);
    return undefined;
  }
}
