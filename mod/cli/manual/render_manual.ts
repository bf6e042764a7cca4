import type { PageWords } from "./headings.ts";
import { type Manual, type ManualRow, pageName } from "./manual.ts";
import { bold, entry, escaped, italic, nameLine, paragraph, section, title } from "./roff.ts";

/** The language and the edition for which a page is rendered. */
export interface Edition {
  /** `netlab 0.1.0`. */
  readonly version: string;
  /** The day of the edition, such as `2026-11-25`. */
  readonly date: string;
  readonly words: PageWords;
}

/** A page in roff, for section 1 of the manual. */
export function renderManual(manual: Manual, edition: Edition): string {
  const { headings } = edition.words;
  const lines = [
    ...title(pageName(manual.name), edition.date, edition.version, edition.words.manual),
    section(headings.NAME),
    ...nameLine(pageName(manual.name), manual.summary),
    section(headings.SYNOPSIS),
    ...manual.synopsis.flatMap((
      each,
      index,
    ) => [...(index === 0 ? [] : [".br"]), synopsisLine(manual, each)]),
    section(headings.DESCRIPTION),
    ...paragraph(manual.description ?? sentence(manual.summary)),
    ...manual.tables.flatMap(({ heading, rows }) => [
      section(headings[heading]),
      ...rows.flatMap((row) => entry(styled(row), String(row.text))),
    ]),
    section(headings["EXIT STATUS"]),
    ...edition.words.exitStatus.flatMap(([code, meaning]) => entry(bold(code), meaning)),
    section(headings.ENVIRONMENT),
    ...edition.words.environment.flatMap(([variable, meaning]) => entry(bold(variable), meaning)),
    ...(manual.examples.length === 0 ? [] : [section(headings.EXAMPLES)]),
    ...manual.examples.flatMap(({ command, does }) => entry(bold(command), does)),
    section(headings["SEE ALSO"]),
    ...manual.seeAlso.map((name, index) =>
      `.BR ${escaped(pageName(name))} (1)${index < manual.seeAlso.length - 1 ? "," : ""}`
    ),
  ];
  return `${lines.join("\n")}\n`;
}

function synopsisLine({ name }: Manual, line: string): string {
  return [bold(name), ...line.split(" ").filter((each) => each !== "").map(argumentWord)].join(" ");
}

/** Options in bold, placeholders in italics. */
function styled({ head }: ManualRow): string {
  const words = head.split(" ");
  if (!head.startsWith("-") && !/^[[<(]?[A-Z]{2}/.test(head)) return words.map(bold).join(" ");
  return words.map(argumentWord).join(" ");
}

function argumentWord(word: string): string {
  if (!word.startsWith("-")) return word === "|" ? "|" : italic(word);
  const [, name, rest] = /^(-[^=[,]*)(.*)$/.exec(word)!;
  return bold(name!) + valueOf(rest!);
}

/** The text after an option's name: `=FILE`, `[=text|json]`, a comma. */
function valueOf(rest: string): string {
  const parts = /^(\[?=)(.*?)(\]?)$/.exec(rest);
  return parts === null ? escaped(rest) : `${escaped(parts[1]!)}${italic(parts[2]!)}${parts[3]}`;
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
