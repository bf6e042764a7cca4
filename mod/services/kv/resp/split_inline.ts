/**
 * The words of a line that was typed: separated by blanks; what stands in quotation marks is one word. Between `"`
 * the escapes `\n \r \t \a \b \\ \" \xHH` are understood, between `'` only `\'`. A closing mark must be followed
 * by a blank or the end.
 *
 * @param line one character a byte, without its line end
 * @returns `undefined` when a quotation mark is not closed
 */
export function splitInline(line: string): string[] | undefined {
  const words: string[] = [];
  let at = 0;
  while (true) {
    while (at < line.length && isBlank(line.charCodeAt(at))) at++;
    if (at === line.length) return words;
    let word = "";
    while (at < line.length && !isBlank(line.charCodeAt(at))) {
      const mark = line[at]!;
      if (mark !== '"' && mark !== "'") {
        word += mark;
        at++;
        continue;
      }
      const quoted = mark === '"' ? doubleQuoted(line, at + 1) : singleQuoted(line, at + 1);
      if (quoted === undefined) return undefined;
      word += quoted.text;
      at = quoted.end;
      if (at < line.length && !isBlank(line.charCodeAt(at))) return undefined;
    }
    words.push(word);
  }
}

interface Quoted {
  readonly text: string;
  /** The position after the closing mark. */
  readonly end: number;
}

function singleQuoted(line: string, from: number): Quoted | undefined {
  let text = "";
  for (let at = from; at < line.length; at++) {
    if (line[at] === "'") return { text, end: at + 1 };
    if (line[at] === "\\" && line[at + 1] === "'") at++;
    text += line[at];
  }
  return undefined;
}

function doubleQuoted(line: string, from: number): Quoted | undefined {
  let text = "";
  for (let at = from; at < line.length; at++) {
    const char = line[at]!;
    if (char === '"') return { text, end: at + 1 };
    if (char !== "\\" || at + 1 === line.length) {
      text += char;
      continue;
    }
    const hex = /^x([0-9a-fA-F]{2})/.exec(line.slice(at + 1, at + 4))?.[1];
    if (hex !== undefined) {
      text += String.fromCharCode(parseInt(hex, 16));
      at += 3;
    } else {
      at++;
      text += ESCAPES[line[at]!] ?? line[at]!;
    }
  }
  return undefined;
}

function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", a: "\x07" };
