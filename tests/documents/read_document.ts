import { marked, type Token } from "marked";

/**
 * The parts of a document that can be tried, in their order.
 *
 * - A `console` block is a terminal: `$ ` begins a command, `> ` goes on with it, the rest is what is shown.
 *   A block without `$` is what the server that was started last goes on to say.
 * - A `python` block with `>>> ` is a session of Python.
 * - A comment in front of a block says more about it: `<!-- file: server.py -->` its text is that file; `<!--
 *   typed: salut | /bye -->` which of the lines were typed; `<!-- stays -->` its last program goes on while
 *   the next blocks run, as servers do anyway; `<!-- not run: why -->` it cannot be tried here.
 */
export type Part =
  | { readonly kind: "console"; readonly line: number; readonly session: Session }
  | { readonly kind: "python"; readonly line: number; readonly text: string }
  | { readonly kind: "file"; readonly line: number; readonly name: string; readonly text: string }
  | { readonly kind: "not run"; readonly line: number; readonly reason: string };

/** What a `console` block shows. */
export interface Session {
  /** What is shown before the first command. */
  readonly before: string;
  readonly entries: readonly Entry[];
  /** The shown lines that a person typed, in their order. */
  readonly typed: readonly string[];
  /** Whether the last program goes on while the next blocks run. */
  readonly stays: boolean;
}

/** A command and what it shows. */
export interface Entry {
  readonly line: number;
  readonly command: string;
  readonly shown: string;
}

/** Reads the parts of a Markdown text that can be tried. */
export function readDocument(markdown: string): Part[] {
  const parts: Part[] = [];
  let line = 1;
  let notes: Notes = {};
  for (const token of marked.lexer(markdown)) {
    if (token.type === "html") notes = { ...notes, ...readNotes(token.raw) };
    else if (token.type !== "space") {
      const part = token.type === "code" ? partOf(token, line, notes) : undefined;
      if (part !== undefined) parts.push(part);
      notes = {};
    }
    line += token.raw.split("\n").length - 1;
  }
  return parts;
}

type Notes = Partial<Record<"file" | "typed" | "stays" | "not run", string>>;

function readNotes(html: string): Notes {
  const found = [...html.matchAll(/<!-- (file|typed|stays|not run):? ?(.*?) ?-->/gs)];
  return Object.fromEntries(found.map(([, name, text]) => [name, text!.replace(/\s+/g, " ")]));
}

function partOf(
  token: Token & { lang?: string; text?: string },
  line: number,
  notes: Notes,
): Part | undefined {
  const text = token.text ?? "";
  if (notes["not run"] !== undefined) return { kind: "not run", line, reason: notes["not run"] };
  if (notes.file !== undefined) return { kind: "file", line, name: notes.file, text: `${text}\n` };
  if (token.lang === "python" && text.startsWith(">>> ")) return { kind: "python", line, text };
  if (token.lang !== "console") return undefined;
  const typed = notes.typed?.split(" | ") ?? [];
  return {
    kind: "console",
    line,
    session: { ...readSession(text, line + 1), typed, stays: notes.stays !== undefined },
  };
}

function readSession(text: string, firstLine: number): Pick<Session, "before" | "entries"> {
  const entries: { line: number; command: string; shown: string[] }[] = [];
  const before: string[] = [];
  text.split("\n").forEach((line, at) => {
    const last = entries.at(-1);
    if (line.startsWith("$ ")) entries.push({ line: firstLine + at, command: line.slice(2), shown: [] });
    else if (last === undefined) before.push(line);
    else if (line.startsWith("> ") && last.shown.length === 0 && goesOn(last.command)) {
      last.command += `\n${line.slice(2)}`;
    } else last.shown.push(line);
  });
  return { before: joined(before), entries: entries.map((each) => ({ ...each, shown: joined(each.shown) })) };
}

/** Whether a shell would wait for more: some programs show lines that begin with `> `, too. */
function goesOn(command: string): boolean {
  const word = /<<\s*['"]?(\w+)/.exec(command)?.[1];
  if (word !== undefined) return !command.split("\n").includes(word);
  return /(\\|\||&&)$/.test(command) || count(/\b(do|then)\b/g, command) > count(/\b(done|fi)\b/g, command);
}

function count(pattern: RegExp, text: string): number {
  return text.match(pattern)?.length ?? 0;
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
