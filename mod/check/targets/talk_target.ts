import type { Target } from "./target.ts";

/** A program at which somebody sits: its keyboard is ours, and what it shows is seen. */
export interface TalkTarget extends Target {
  /** Starts it anew and types. */
  begin(typed?: string): Promise<void>;
  /** Types this; a line feed is Enter. */
  type(text: string): void;
  /** Presses Ctrl-D. */
  endTyping(): void;
  /** What it has shown so far, or `undefined` where that cannot be seen. */
  shown(): string | undefined;
  /** Whether it has ended; `undefined` where that cannot be seen. */
  ended(): boolean | undefined;
  /** Whether it sits at a terminal. */
  readonly atTerminal: boolean;
}

/** The program at which somebody sits: the rules of talks are tried on no other. */
export function talkTarget(target: Target): TalkTarget {
  return target as TalkTarget;
}
