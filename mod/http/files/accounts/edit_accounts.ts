/*
Changes to an accounts file by a program, in a file that a person writes: lines that are not meant stay as they
are, comments and blank lines too.
*/

import { randomInt } from "node:crypto";
import { foldedName } from "../../../fs/file_name.ts";

/** A line, with the section that it stands in: `users`, `groups`, a path, or nothing. */
interface Line {
  readonly text: string;
  readonly section: string;
  /** What stands before and after the `=`; undefined: it is no such line. */
  readonly pair: readonly [left: string, right: string] | undefined;
}

/** A first file: with one account, that may do everything. */
export function newAccounts(name: string, hash: string): string {
  return `# Who may do what in a folder: netlab files serve --accounts THIS-FILE
# (how to write it: netlab files passwd --help, docs/files.md)

[users]
${name} = ${hash}

[groups]
# class = anna, ben

# A section for a path holds for everything below it; the longest path decides, alone.
# Rights: none, read, upload, manage. Who: a user, a group, users (all of them), * (everybody).
[/]
${name} = manage
# class = read
`;
}

/** Gives an account its password, and makes it when there is none of this name. */
export function setPassword(text: string, name: string, hash: string): string {
  const lines = linesOf(text);
  const at = lines.findIndex((line) => isOf(line, "users", name));
  if (at >= 0) return joined(lines.with(at, changed(lines[at]!, `${lines[at]!.pair![0]} = ${hash}`)), text);
  return joined(inserted(lines, "users", `${name} = ${hash}`), text);
}

/** Makes an account a member of a group, and makes the group when there is none of this name. */
export function addToGroup(text: string, name: string, group: string): string {
  const lines = linesOf(text);
  const at = lines.findIndex((line) => isOf(line, "groups", group));
  if (at < 0) return joined(inserted(lines, "groups", `${group} = ${name}`), text);
  const [left, right] = lines[at]!.pair!;
  const members = membersOf(right);
  if (members.some((each) => foldedName(each) === foldedName(name))) return text;
  return joined(lines.with(at, changed(lines[at]!, `${left} = ${[...members, name].join(", ")}`)), text);
}

/** Removes an account from wherever it stands. */
export function removeUser(text: string, name: string): string {
  const key = foldedName(name);
  const lines = linesOf(text).flatMap((line) => {
    if (line.pair === undefined) return [line];
    const [left, right] = line.pair;
    if (line.section !== "groups") return foldedName(left) === key ? [] : [line];
    const members = membersOf(right);
    const rest = members.filter((each) => foldedName(each) !== key);
    return rest.length === members.length ? [line] : [changed(line, `${left} = ${rest.join(", ")}`)];
  });
  return joined(lines, text);
}

/** A password that can be dictated: of letters and digits that nobody takes for others, 60 bits. */
export function newPassword(): string {
  const letter = () => LETTERS[randomInt(LETTERS.length)]!;
  return Array.from({ length: 3 }, () => letter() + letter() + letter() + letter()).join("-");
}

const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

function linesOf(text: string): Line[] {
  let section = "";
  return text.replace(/\r?\n$/, "").split(/\r\n|\n/).map((line) => {
    const trimmed = line.replace(/^\uFEFF/, "").trim();
    const begins = /^\[(.*)\]$/.exec(trimmed)?.[1]?.trim();
    if (begins !== undefined) section = begins;
    const [, left, right] = trimmed.startsWith("#") || begins !== undefined
      ? []
      : /^([^=]+?)\s*=\s*(.*)$/.exec(trimmed) ?? [];
    return { text: line, section, pair: left === undefined ? undefined : [left, right!] };
  });
}

function joined(lines: readonly Line[], before: string): string {
  const end = before.includes("\r\n") ? "\r\n" : "\n";
  return lines.map(({ text }) => text).join(end) + end;
}

function changed(line: Line, text: string): Line {
  return { ...line, text: /^\uFEFF?\s*/.exec(line.text)![0] + text };
}

function isOf({ section, pair }: Line, wanted: string, name: string): boolean {
  return section === wanted && pair !== undefined && foldedName(pair[0]) === foldedName(name);
}

/** Behind the last line of a section that says something; a section that is missing comes before the paths. */
function inserted(lines: readonly Line[], section: string, text: string): Line[] {
  const says = ({ text, pair }: Line) => pair !== undefined || text.trim().startsWith("[");
  const at = lines.findLastIndex((line) => line.section === section && says(line));
  const line = { text, section, pair: undefined };
  if (at >= 0) return lines.toSpliced(at + 1, 0, line);
  const head = { text: `[${section}]`, section, pair: undefined };
  const blank = { text: "", section, pair: undefined };
  const before = lines.findIndex((each) => each.section !== "" && each.section !== "users");
  return lines.toSpliced(before < 0 ? lines.length : before, 0, head, line, blank);
}

function membersOf(text: string): string[] {
  return text.split(",").map((each) => each.trim()).filter((each) => each !== "");
}
