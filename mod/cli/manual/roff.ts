/**
 * The few requests of the `man` macros that our pages need, as lines of a roff source.
 *
 * A text never turns into a request: a line that starts with a dot or a quote is guarded, a
 * backslash is escaped, and a character outside ASCII becomes `\[uXXXX]`, which every formatter
 * understands, no matter which encoding it reads. `-` is always `\-`, so that an option can be
 * copied out of the page and found in it.
 */

/** Running text, a sentence a line and no line too long: formatters fill it again. */
export function paragraph(text: string): string[] {
  return text.split(/\n\s*\n/).flatMap((each, index) => [
    ...(index === 0 ? [] : [".PP"]),
    ...each.split(/(?<=[.!?])\s+|\n/).filter((line) => line.trim() !== "").flatMap((sentence) =>
      wrapped(sentence.trim()).map((line) => guarded(escaped(line)))
    ),
  ]);
}

/**
 * The line that `whatis` and `apropos` index. They do not read roff, so letters stay as they are here: UTF-8,
 * which every `man` expects.
 */
export function nameLine(name: string, summary: string): string[] {
  return wrapped(`${name} \\- ${summary.replaceAll("\\", "\\e").replaceAll("\u00a0", " ")}`).map(guarded);
}

/** A section. */
export function section(title: string): string {
  return `.SH ${argument(title)}`;
}

/** A term and its meaning, the second indented. */
export function entry(head: string, text: string): string[] {
  return [".TP", guarded(head), ...paragraph(text)];
}

/**
 * The first lines of a page: its encoding, which formatters would guess otherwise, and its title. No word is
 * broken and no line stretched, because both spoil copied text.
 */
export function title(name: string, date: string, source: string, manual: string): string[] {
  const words = [argument(name.toUpperCase()), "1", `"${date}"`, argument(source), argument(manual)];
  return ['.\\" -*- coding: UTF-8 -*-', `.TH ${words.join(" ")}`, ".nh", ".ad l"];
}

/** Text that stands for itself: a command, an option. */
export function bold(text: string): string {
  return `\\fB${escaped(text)}\\fR`;
}

/** A name that stands for something else: `FILE`. */
export function italic(text: string): string {
  return `\\fI${escaped(text)}\\fR`;
}

/** Any text within a line. */
export function escaped(text: string): string {
  return text.replace(/[\\\-'`^~]|[^\x20-\x7e]/gu, (char) => ESCAPES[char] ?? codePoint(char));
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\e",
  "-": "\\-",
  "'": "\\(aq",
  "`": "\\(ga",
  "^": "\\(ha",
  "~": "\\(ti",
  "\u00a0": "\\ ",
  "\t": " ",
};

function codePoint(char: string): string {
  return `\\[u${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}]`;
}

function argument(text: string): string {
  return `"${escaped(text).replaceAll('"', "\\(dq")}"`;
}

/** Keeps a line from being taken for a request. */
function guarded(line: string): string {
  return /^[.']/.test(line) ? `\\&${line}` : line;
}

/** Short enough for formatters that complain about long lines, even once everything in it is escaped. */
function wrapped(text: string, width = 72): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/ +/)) {
    if (line !== "" && escaped(`${line} ${word}`).length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
