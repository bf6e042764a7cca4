/**
 * The line on which each value of a JSON text begins, by its path (`rules[1].steps[0]`), so that a mistake in it can be
 * shown where it stands.
 *
 * @param text JSON without mistakes.
 */
export function jsonLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let [at, line] = [0, 1];
  const skip = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const [found = ""] = pattern.exec(text) ?? [];
    at += found.length;
    line += found.split("\n").length - 1;
    return found;
  };
  const value = (path: string): void => {
    skip(BLANKS);
    lines.set(path, line);
    const open = text[at];
    if (open !== "{" && open !== "[") return void skip(SCALAR);
    at++;
    for (let index = 0; at < text.length; index++) {
      skip(SEPARATORS);
      if (text[at] === "}" || text[at] === "]") break;
      if (open === "[") value(`${path}[${index}]`);
      else member(path);
    }
    at++;
  };
  const member = (path: string): void => {
    const begin = line;
    const name = JSON.parse(skip(SCALAR)) as string;
    skip(SEPARATORS);
    const inner = path === "" ? name : `${path}.${name}`;
    value(inner);
    lines.set(inner, begin);
  };
  value("");
  return lines;
}

const BLANKS = /[ \t\r\n]*/y;
const SEPARATORS = /[ \t\r\n,:]*/y;
const SCALAR = /"(?:[^"\\]|\\.)*"|[^\s,:[\]{}"]+/ys;
