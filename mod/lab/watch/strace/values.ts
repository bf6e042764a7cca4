/**
 * # The arguments of a system call as strace writes them
 *
 *     recvfrom(4<TCP:[127.0.0.1:8765->127.0.0.1:36314]>, "\x68\x69", 100, 0, NULL, NULL) = 2
 *
 * Structures, lists, strings, descriptors with what they stand for, and words: flags, numbers, names. strace has no
 * grammar that is written down anywhere; this one takes what its printers make (src/util.c, src/sockaddr.c,
 * src/msghdr.c of strace 5 and 6), and whatever is none of the first four is a word, up to the next comma or bracket.
 */
export type StraceValue =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array; readonly cut: boolean }
  | { readonly kind: "fd"; readonly fd: number; readonly is: string }
  | { readonly kind: "list"; readonly items: readonly StraceValue[] }
  | { readonly kind: "struct"; readonly fields: ReadonlyMap<string, StraceValue> }
  | { readonly kind: "apply"; readonly name: string; readonly items: readonly StraceValue[] }
  | { readonly kind: "word"; readonly text: string };

/** The values between a parenthesis and the one that closes it, and what stands behind that. */
export interface ParsedArguments {
  readonly values: readonly StraceValue[];
  readonly rest: string;
}

/**
 * Reads arguments.
 *
 * @param text what stands behind the opening parenthesis.
 * @returns undefined when they are not whole.
 */
export function parseCallValues(text: string): ParsedArguments | undefined {
  const reader = new ValueReader(text);
  const values = reader.list(")");
  return values === undefined ? undefined : { values, rest: text.slice(reader.at) };
}

/** The descriptor and what it stands for at the start of a text, as in `4<TCP:[127.0.0.1:8765]> <0.1>`. */
export function parseResult(
  text: string,
): { readonly value: StraceValue; readonly rest: string } | undefined {
  const reader = new ValueReader(text);
  const value = reader.descriptor();
  return value === undefined ? undefined : { value, rest: text.slice(reader.at) };
}

/** How deep structures may be in one another: more than any call has, less than the stack takes. */
const DEEPEST = 40;

class ValueReader {
  at = 0;
  #depth = 0;

  constructor(readonly text: string) {}

  /** Values with commas between them, up to a bracket, which is passed. */
  list(end: string): StraceValue[] | undefined {
    const values: StraceValue[] = [];
    while (true) {
      this.#blanks();
      if (this.at >= this.text.length) return undefined;
      if (this.text[this.at] === end) {
        this.at++;
        return values;
      }
      if (this.text[this.at] === ",") {
        this.at++;
        continue;
      }
      const before = this.at;
      const value = this.#value();
      if (value === undefined || this.at === before) return undefined;
      values.push(value);
    }
  }

  /** `4<TCP:[…]>`; undefined, and nothing is passed, when none stands here. */
  descriptor(): StraceValue | undefined {
    DESCRIPTOR.lastIndex = this.at;
    const number = DESCRIPTOR.exec(this.text)?.[1];
    if (number === undefined) return undefined;
    const begin = this.at + number.length + 1;
    const end = closingAngle(this.text, begin);
    if (end === undefined) return undefined;
    this.at = end + 1;
    return { kind: "fd", fd: Number(number), is: this.text.slice(begin, end) };
  }

  /** A value, and what it is changed into by the call, of which only that counts. */
  #value(): StraceValue | undefined {
    let value = this.#single();
    while (value !== undefined) {
      this.#blanks();
      if (this.text.startsWith("=>", this.at)) {
        this.at += 2;
        this.#blanks();
        value = changed(value, this.#single());
      } else if (this.text.startsWith("/*", this.at)) {
        const end = this.text.indexOf("*/", this.at);
        if (end === -1) return undefined;
        this.at = end + 2;
      } else return value;
    }
    return undefined;
  }

  #single(): StraceValue | undefined {
    const first = this.text[this.at];
    if (first === '"') return this.#string();
    if (first === "@" && this.text[this.at + 1] === '"') return this.#abstractName();
    if (first === "[") return this.#nested((reader) => reader.#list());
    if (first === "{") return this.#nested((reader) => reader.#struct());
    return this.descriptor() ?? this.#nested((reader) => reader.#word());
  }

  #nested(read: (reader: ValueReader) => StraceValue | undefined): StraceValue | undefined {
    if (this.#depth >= DEEPEST) return undefined;
    this.#depth++;
    const value = read(this);
    this.#depth--;
    return value;
  }

  #list(): StraceValue | undefined {
    this.at++;
    const items = this.list("]");
    return items === undefined ? undefined : { kind: "list", items };
  }

  #struct(): StraceValue | undefined {
    this.at++;
    const fields = new Map<string, StraceValue>();
    while (true) {
      this.#blanks();
      const next = this.text[this.at];
      if (next === undefined) return undefined;
      if (next === "}") {
        this.at++;
        return { kind: "struct", fields };
      }
      if (next === ",") {
        this.at++;
        continue;
      }
      const before = this.at;
      FIELD.lastIndex = this.at;
      const name = FIELD.exec(this.text)?.[1];
      if (name !== undefined) this.at += name.length + 1;
      const value = this.#value();
      if (value === undefined || this.at === before) return undefined;
      // `inet_pton(AF_INET6, "…", &sin6_addr)` has no name: that of what it says stands for it
      fields.set(name ?? (value.kind === "apply" ? value.name : `#${fields.size}`), value);
    }
  }

  /** Anything else: `SOCK_STREAM|SOCK_CLOEXEC`, `0x7ffe`, `htons(80)`, `WIFEXITED(s) && WEXITSTATUS(s) == 3`. */
  #word(): StraceValue | undefined {
    const begin = this.at;
    let only: { name: string; items: StraceValue[]; end: number } | undefined;
    while (this.at < this.text.length && !ENDS_WORD.test(this.text[this.at]!)) {
      if (this.text.startsWith("=>", this.at) || this.text.startsWith("/*", this.at)) break;
      const opening = this.text[this.at]!;
      const closing = CLOSING[opening];
      if (closing === undefined) {
        this.at++;
        continue;
      }
      const name = this.text.slice(begin, this.at);
      this.at++;
      if (this.#depth >= DEEPEST) return undefined;
      this.#depth++;
      const items = this.list(closing);
      this.#depth--;
      if (items === undefined) return undefined;
      if (opening === "(" && /^\w+$/.test(name)) only ??= { name, items, end: this.at };
    }
    if (only?.end === this.at) return { kind: "apply", name: only.name, items: only.items };
    return { kind: "word", text: this.text.slice(begin, this.at).trimEnd() };
  }

  #string(): StraceValue | undefined {
    const end = closingQuote(this.text, this.at + 1);
    if (end === undefined) return undefined;
    const bytes = unescapeBytes(this.text.slice(this.at + 1, end));
    this.at = end + 1;
    const cut = this.text.startsWith("...", this.at);
    if (cut) this.at += 3;
    return { kind: "bytes", bytes, cut };
  }

  /** Of a UNIX socket without a file, whose name begins with a byte 0 (unix(7)). */
  #abstractName(): StraceValue | undefined {
    this.at++;
    const name = this.#string();
    return name?.kind === "bytes" ? { ...name, bytes: Uint8Array.from([0, ...name.bytes]) } : undefined;
  }

  #blanks(): void {
    while (this.text[this.at] === " ") this.at++;
  }
}

/** What a call has made of a value: of a structure it tells only the fields that are others than before. */
function changed(before: StraceValue, after: StraceValue | undefined): StraceValue | undefined {
  if (before.kind !== "struct" || after?.kind !== "struct") return after;
  return { kind: "struct", fields: new Map([...before.fields, ...after.fields]) };
}

const DESCRIPTOR = /(\d+|AT_FDCWD)<(?!<)/y;
const FIELD = /([A-Za-z_][\w.]*(?:\[\d+\])?)=(?!>|=)/y;
const ENDS_WORD = /[,)\]}]/;
const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** Where the `>` is that closes a descriptor's description: an address in it has arrows and brackets. */
function closingAngle(text: string, from: number): number | undefined {
  let [brackets, angles] = [0, 0];
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      const end = closingQuote(text, at + 1);
      if (end === undefined) return undefined;
      at = end;
    } else if (character === "[") brackets++;
    else if (character === "]") brackets--;
    else if (brackets > 0) continue;
    else if (character === "<") angles++;
    else if (character === ">" && angles-- === 0) return at;
  }
  return undefined;
}

function closingQuote(text: string, from: number): number | undefined {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at;
  }
  return undefined;
}

const SINGLE: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, v: 11, f: 12, b: 8, a: 7, e: 27 };

/** The bytes of a string: `\x68` of -xx, and the escapes of C that strace uses without it. */
export function unescapeBytes(text: string): Uint8Array {
  if (!text.includes("\\")) return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length;) {
    if (text[at] !== "\\") {
      bytes[length++] = text.charCodeAt(at++) & 0xff;
      continue;
    }
    const next = text[at + 1] ?? "";
    ESCAPE.lastIndex = at + 1;
    const [all = next, hexadecimal, octal] = ESCAPE.exec(text) ?? [];
    bytes[length++] = hexadecimal !== undefined
      ? parseInt(hexadecimal, 16)
      : octal !== undefined
      ? parseInt(octal, 8) & 0xff
      : SINGLE[next] ?? next.charCodeAt(0) & 0xff;
    at += 1 + all.length;
  }
  return bytes.slice(0, length);
}

const ESCAPE = /x([0-9a-fA-F]{2})|([0-7]{1,3})/y;
