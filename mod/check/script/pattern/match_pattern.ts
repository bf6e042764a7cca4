/**
 * # Patterns that cannot run away
 *
 * The usual matcher of regular expressions tries one way after the other, and for some patterns (`(a+)+b`) the number
 * of ways doubles with each character: a course sheet from somewhere could keep a machine busy for ever. This one
 * follows all ways at once, one character after the other (Thompson 1968; with groups, Pike's machine): its work is at
 * most the length of the text times the size of the pattern, and both have a limit. What cannot be matched like that,
 * references to groups and looking ahead or back, is not understood.
 */
import { msg } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import { parsePattern } from "./parse_pattern.ts";
import type { CharacterTest, PatternNode } from "./pattern.ts";

/** A pattern that is ready to be matched. */
export interface Pattern {
  /** The names of its groups. */
  readonly names: readonly string[];
  /**
   * Matches the whole text.
   *
   * @returns what its groups hold, and undefined where it does not fit, or the text is longer than
   * {@linkcode MOST_CHARACTERS}.
   */
  match(text: string): Readonly<Record<string, string>> | undefined;
}

/** The most characters of a text that is matched. */
export const MOST_CHARACTERS = 16_384;
/** The most instructions of a pattern, with its repetitions written out. */
const MOST_INSTRUCTIONS = 1000;

/**
 * Makes a pattern of its text.
 *
 * @throws {MessageError} with the place and what is wrong there.
 */
export function compilePattern(source: string): Pattern {
  const { tree, names } = parsePattern(source);
  const program: Instruction[] = [];
  compile(tree, program, names);
  add(program, { do: "match" });
  return { names, match: (text) => run(program, names, [...text]) };
}

type Instruction =
  | { readonly do: "character"; readonly test: CharacterTest }
  /** Goes on at both places; the first is preferred. */
  | { readonly do: "split"; first: number; second: number }
  | { readonly do: "jump"; to: number }
  | { readonly do: "save"; readonly slot: number }
  | { readonly do: "match" };

function add<Kind extends Instruction>(program: Instruction[], instruction: Kind): Kind {
  if (program.length >= MOST_INSTRUCTIONS) {
    throw new MessageError(msg`the pattern is too large when its repetitions are written out`);
  }
  program.push(instruction);
  return instruction;
}

function compile(node: PatternNode, program: Instruction[], names: readonly string[]): void {
  switch (node.kind) {
    case "character":
      add(program, { do: "character", test: node.test });
      return;
    case "sequence":
      for (const part of node.parts) compile(part, program, names);
      return;
    case "group": {
      const slot = names.indexOf(node.name) * 2;
      add(program, { do: "save", slot });
      compile(node.part, program, names);
      add(program, { do: "save", slot: slot + 1 });
      return;
    }
    case "choice":
      return compileChoice(node.ways, program, names);
    case "repeat":
      return compileRepeat(node, program, names);
  }
}

function compileChoice(ways: readonly PatternNode[], program: Instruction[], names: readonly string[]): void {
  const jumps: Extract<Instruction, { do: "jump" }>[] = [];
  ways.forEach((way, index) => {
    if (index === ways.length - 1) return compile(way, program, names);
    const split = add(program, { do: "split", first: program.length + 1, second: 0 });
    compile(way, program, names);
    jumps.push(add(program, { do: "jump", to: 0 }));
    split.second = program.length;
  });
  for (const jump of jumps) jump.to = program.length;
}

function compileRepeat(
  { part, times: { least, most, lazy } }: Extract<PatternNode, { kind: "repeat" }>,
  program: Instruction[],
  names: readonly string[],
): void {
  for (let count = 0; count < least; count++) compile(part, program, names);
  const splits: Extract<Instruction, { do: "split" }>[] = [];
  const maybe = () => {
    const split = add(program, { do: "split", first: 0, second: 0 });
    splits.push(split);
    split[lazy ? "second" : "first"] = program.length;
    compile(part, program, names);
  };
  if (most === Infinity) {
    const begin = program.length;
    maybe();
    add(program, { do: "jump", to: begin });
  } else for (let count = least; count < most; count++) maybe();
  for (const split of splits) split[lazy ? "first" : "second"] = program.length;
}

/** One way through the pattern: where it is, and where its groups began and ended. */
interface Way {
  readonly at: number;
  readonly slots: readonly number[];
}

function run(
  program: readonly Instruction[],
  names: readonly string[],
  text: readonly string[],
): Record<string, string> | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  let ways = follow(program, [{ at: 0, slots: [] }], 0);
  for (const [index, character] of text.entries()) {
    const code = character.codePointAt(0)!;
    const next = ways.flatMap(({ at, slots }) => {
      const instruction = program[at]!;
      return instruction.do === "character" && instruction.test(code) ? [{ at: at + 1, slots }] : [];
    });
    if (next.length === 0) return undefined;
    ways = follow(program, next, index + 1);
  }
  const found = ways.find(({ at }) => program[at]!.do === "match");
  if (found === undefined) return undefined;
  return Object.fromEntries(names.flatMap((name, index) => {
    const [begin, end] = [found.slots[index * 2], found.slots[index * 2 + 1]];
    return begin === undefined || end === undefined ? [] : [[name, text.slice(begin, end).join("")]];
  }));
}

/** All places that the ways come to without a character, each once: the first that comes there is preferred. */
function follow(program: readonly Instruction[], begun: readonly Way[], index: number): Way[] {
  const seen = new Set<number>();
  const arrived: Way[] = [];
  const left = begun.toReversed();
  while (left.length > 0) {
    const { at, slots } = left.pop()!;
    if (seen.has(at)) continue;
    seen.add(at);
    const instruction = program[at]!;
    if (instruction.do === "jump") left.push({ at: instruction.to, slots });
    else if (instruction.do === "split") {
      left.push({ at: instruction.second, slots }, { at: instruction.first, slots });
    } else if (instruction.do === "save") {
      const saved = [...slots];
      saved[instruction.slot] = index;
      left.push({ at: at + 1, slots: saved });
    } else arrived.push({ at, slots });
  }
  return arrived;
}
