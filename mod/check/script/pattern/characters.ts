import type { CharacterTest } from "./pattern.ts";

/** A piece of a pattern that stands for one character, and how many characters of the pattern it takes. */
export interface FoundTest {
  readonly test: CharacterTest;
  readonly length: number;
  /** The character that it is, if it is only one. */
  readonly code?: number;
}

/** This character and no other. */
export function single(code: number): CharacterTest {
  return (each) => each === code;
}

/** The same without regard to upper and lower case. */
export function insensitive(test: CharacterTest): CharacterTest {
  return (code) => {
    if (test(code)) return true;
    const text = String.fromCodePoint(code);
    return [text.toLowerCase(), text.toUpperCase()].some((each) => test(each.codePointAt(0)!));
  };
}

/** What begins with a backslash; undefined where that has no meaning here. */
export function escapedCharacters(rest: string): FoundTest | undefined {
  const [, hex] = /^\\(?:x([0-9a-f]{2}))/i.exec(rest) ?? /^\\(?:u([0-9a-f]{4}))/i.exec(rest) ?? [];
  if (hex !== undefined) return one(Number.parseInt(hex, 16), hex.length + 2);
  const [, long] = /^\\u\{([0-9a-f]{1,6})\}/i.exec(rest) ?? [];
  if (long !== undefined) return one(Number.parseInt(long, 16), long.length + 4);
  const letter = rest[1] ?? "";
  const kind = KINDS[letter.toLowerCase()];
  if (kind !== undefined) {
    return { test: letter === letter.toLowerCase() ? kind : (code) => !kind(code), length: 2 };
  }
  const control = CONTROLS[letter];
  if (control !== undefined) return one(control, 2);
  return /^[^\w\s]$/.test(letter) ? one(letter.codePointAt(0)!, 2) : undefined;
}

/** `[a-z_]`, `[^\d]`; undefined for one that is not closed, or has no meaning. */
export function characterClass(rest: string): FoundTest | undefined {
  const characters = [...rest];
  const negative = characters[1] === "^";
  let at = negative ? 2 : 1;
  const tests: CharacterTest[] = [];
  while (characters[at] !== "]") {
    const first = oneOfClass(characters, at);
    if (first === undefined) return undefined;
    at += first.length;
    if (characters[at] !== "-" || characters[at + 1] === "]" || first.code === undefined) {
      tests.push(first.test);
      continue;
    }
    const last = oneOfClass(characters, at + 1);
    if (last?.code === undefined || last.code < first.code) return undefined;
    const [low, high] = [first.code, last.code];
    tests.push((code) => code >= low && code <= high);
    at += 1 + last.length;
  }
  return { test: (code) => tests.some((test) => test(code)) !== negative, length: at + 1 };
}

function oneOfClass(characters: readonly string[], at: number): FoundTest | undefined {
  const next = characters[at];
  if (next === undefined) return undefined;
  return next === "\\"
    ? escapedCharacters(characters.slice(at, at + 12).join(""))
    : one(next.codePointAt(0)!, 1);
}

function one(code: number, length: number): FoundTest {
  return { test: single(code), length, code };
}

const KINDS: Readonly<Record<string, CharacterTest>> = {
  d: (code) => code >= 0x30 && code <= 0x39,
  w: (code) => /\w/.test(String.fromCodePoint(code)),
  s: (code) => /\s/.test(String.fromCodePoint(code)),
};
const CONTROLS: Readonly<Record<string, number>> = { n: 0x0a, r: 0x0d, t: 0x09, f: 0x0c, v: 0x0b, 0: 0 };
