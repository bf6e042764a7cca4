import { type Message, msg } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import { characterClass, escapedCharacters, insensitive, single } from "./characters.ts";
import type { CharacterTest, PatternNode, Times } from "./pattern.ts";

/** A pattern that was read. */
export interface ParsedPattern {
  readonly tree: PatternNode;
  /** The names of its groups. */
  readonly names: readonly string[];
}

/**
 * Reads a pattern: the part of JavaScript's regular expressions that can be matched without going back. It is meant for
 * the whole text; `^` at its beginning and `$` at its end are understood.
 *
 * @throws {MessageError} with the place and what is wrong there.
 */
export function parsePattern(source: string): ParsedPattern {
  return new PatternParser(source).parse();
}

class PatternParser {
  readonly #characters: readonly string[];
  readonly #names: string[] = [];
  #at = 0;
  #anyCase = false;

  constructor(source: string) {
    this.#characters = [...source];
  }

  parse(): ParsedPattern {
    if (this.#characters.slice(0, 4).join("") === "(?i)") {
      this.#anyCase = true;
      this.#at = 4;
    }
    if (this.#next === "^") this.#at++;
    const tree = this.#choice();
    if (this.#at < this.#characters.length) throw this.#wrong(msg`there is a ) without its (`);
    return { tree, names: this.#names };
  }

  get #next(): string | undefined {
    return this.#characters[this.#at];
  }

  #choice(): PatternNode {
    const ways = [this.#sequence()];
    while (this.#next === "|") {
      this.#at++;
      ways.push(this.#sequence());
    }
    return ways.length === 1 ? ways[0]! : { kind: "choice", ways };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (this.#next !== undefined && this.#next !== "|" && this.#next !== ")") {
      if (this.#next === "$" && this.#at === this.#characters.length - 1) {
        this.#at++;
        break;
      }
      parts.push(this.#repeated(this.#part()));
    }
    return { kind: "sequence", parts };
  }

  #repeated(part: PatternNode): PatternNode {
    const times = this.#times();
    if (times === undefined) return part;
    if (this.#times() !== undefined) throw this.#wrong(msg`there is nothing to be repeated`);
    return { kind: "repeat", part, times };
  }

  #times(): Times | undefined {
    const [least, most] = this.#counts() ?? [];
    if (least === undefined || most === undefined) return undefined;
    const lazy = this.#next === "?";
    if (lazy) this.#at++;
    return { least, most, lazy };
  }

  #counts(): [number, number] | undefined {
    const simple = { "*": [0, Infinity], "+": [1, Infinity], "?": [0, 1] }[this.#next ?? ""];
    if (simple !== undefined) {
      this.#at++;
      return simple as [number, number];
    }
    const rest = this.#characters.slice(this.#at, this.#at + 16).join("");
    const [whole, least, comma, most] = /^\{(\d{1,4})(,)?(\d{1,4})?\}/.exec(rest) ?? [];
    if (whole === undefined) return undefined;
    const counts: [number, number] = [
      Number(least),
      most !== undefined ? Number(most) : comma === undefined ? Number(least) : Infinity,
    ];
    if (counts[1] < counts[0]) throw this.#wrong(msg`${whole} is turned round`);
    this.#at += whole.length;
    return counts;
  }

  #part(): PatternNode {
    const next = this.#next!;
    if (next === "(") return this.#group();
    if (next === "*" || next === "+" || next === "?") throw this.#wrong(msg`there is nothing to be repeated`);
    if (next === "^" || next === "$") {
      throw this.#wrong(msg`the pattern is for the whole text anyway; write \\${next} for the character`);
    }
    if (next === "[") return this.#character(this.#class());
    if (next === "\\") return this.#character(this.#escape());
    this.#at++;
    return this.#character(next === "." ? (code) => code !== 0x0a : single(next.codePointAt(0)!));
  }

  #character(test: CharacterTest): PatternNode {
    return { kind: "character", test: this.#anyCase ? insensitive(test) : test };
  }

  #group(): PatternNode {
    const begin = this.#at;
    const rest = this.#characters.slice(this.#at, this.#at + 40).join("");
    const [head, name] = /^\((?:\?:|\?<([A-Za-z_]\w*)>)?/.exec(rest)!;
    if (head === "(" && rest[1] === "?") {
      throw this.#wrong(
        msg`${rest.slice(0, 3)} is not understood: of groups there are (…), (?:…) and (?<name>…)`,
      );
    }
    this.#at += [...head].length;
    if (name !== undefined) {
      if (this.#names.includes(name)) throw this.#wrong(msg`the name ${name} is given twice`);
      this.#names.push(name);
    }
    const part = this.#choice();
    if (this.#next !== ")") {
      this.#at = begin;
      throw this.#wrong(msg`there is a ( without its )`);
    }
    this.#at++;
    return name === undefined ? part : { kind: "group", part, name };
  }

  #escape(): CharacterTest {
    const rest = this.#characters.slice(this.#at, this.#at + 12).join("");
    const found = escapedCharacters(rest);
    if (found === undefined) {
      throw this.#wrong(
        msg`${rest.slice(0, 2)} is not understood: a pattern neither looks back nor refers to groups`,
      );
    }
    this.#at += found.length;
    return found.test;
  }

  #class(): CharacterTest {
    const found = characterClass(this.#characters.slice(this.#at).join(""));
    if (found === undefined) {
      throw this.#wrong(msg`there is a [ without its ], or it holds a range turned round`);
    }
    this.#at += found.length;
    return found.test;
  }

  #wrong(what: Message): MessageError {
    return new MessageError(msg`at character ${this.#at + 1}: ${what}`);
  }
}
