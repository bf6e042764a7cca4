/**
 * An extended regular expression of POSIX (regex(7)) as one of ours: the classes such as `[[:space:]]`, and a
 * bracket that stands first in a set, are written differently.
 *
 * @throws {SyntaxError} for one that neither of the two has
 */
export function posixPattern(text: string): RegExp {
  return new RegExp(text.replace(SET, (_, not: string, first: string, rest: string) => {
    const members = rest.replace(/\\/g, "\\\\").replace(/\[:(\w+):\]/g, (_all, name: string) => {
      const members = CLASSES[name];
      if (members === undefined) throw new SyntaxError(`no class "${name}"`);
      return members;
    }).replace(/\[/g, "\\[");
    return `[${not}${first === "]" ? "\\]" : ""}${members}]`;
  }));
}

/** A set in brackets: its `^`, a `]` that stands first, and what else is in it. An escaped bracket is none. */
const SET = /(?<!\\)\[(\^?)(\]?)((?:\[:\w+:\]|[^\]])*)\]/g;

const CLASSES: Readonly<Record<string, string>> = {
  alnum: "A-Za-z0-9",
  alpha: "A-Za-z",
  blank: " \\t",
  cntrl: "\\x00-\\x1f\\x7f",
  digit: "0-9",
  graph: "!-~",
  lower: "a-z",
  print: " -~",
  punct: "!-\\/:-@\\x5b-`{-~",
  space: "\\s",
  upper: "A-Z",
  xdigit: "0-9A-Fa-f",
};
