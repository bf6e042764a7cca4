/**
 * `--rewrite 's/pattern/replacement/flags'` and `--rewrite-with MODULE`: a relay that changes lines on their
 * way.
 *
 * The pattern is a JavaScript regular expression, so that look-around is there: `(?<= |^)7\w{25,34}(?= |$)`
 * finds neighbours that share one blank, which a pattern that eats the blank misses. In the replacement,
 * sed's `\1` and `&` work, and JavaScript's `$1` too.
 */
import { resolve, toFileUrl } from "@std/path";
import { moduleUrl } from "../../system/module_url.ts";
import type { SessionPlugin } from "./session_plugin.ts";
import { RelayError } from "../relay_endpoint.ts";
import { LineFilter, type LineTransform } from "./line_filter.ts";

/** Which way a line goes, for a module. */
export type Direction = "left-to-right" | "right-to-left";

/** The default export of a module for `--rewrite-with`. */
export type LineRewriter = (line: string, direction: Direction) => string | null | Promise<string | null>;

/** The plugin for expressions and a module; expressions first, in their order. */
export async function rewriting(
  expressions: readonly string[],
  module: string | undefined,
): Promise<SessionPlugin> {
  const substitutions = expressions.map(parseSubstitution);
  const rewriter = module === undefined ? undefined : await loadRewriter(module);
  return {
    filter: (way) => {
      const direction = way === ">" ? "left-to-right" : "right-to-left";
      const filter: LineTransform = (line) => {
        const changed = substitutions.reduce((text, substitute) => substitute(text), line);
        return rewriter === undefined ? changed : rewriter(changed, direction);
      };
      return new LineFilter(filter);
    },
  };
}

/**
 * Reads `s/pattern/replacement/flags`; any character may stand for the slash, `g` and `i` are the usual
 * flags.
 *
 * @throws {RelayError} with what is wrong
 */
export function parseSubstitution(text: string): (line: string) => string {
  const parts = text[0] === "s" && text.length > 3 ? splitAt(text.slice(2), text[1]!) : [];
  if (parts.length !== 3) {
    throw new RelayError(`--rewrite "${text}": this is not s/pattern/replacement/flags`);
  }
  const [pattern, replacement, flags] = parts as [string, string, string];
  if (!/^[gimsu]*$/.test(flags)) throw new RelayError(`--rewrite "${text}": unknown flags "${flags}"`);
  const regexp = compile(pattern, flags, text);
  const javascript = toJavascript(replacement);
  return (line) => line.replace(regexp, javascript);
}

function compile(pattern: string, flags: string, text: string): RegExp {
  try {
    return new RegExp(pattern, flags.includes("u") ? flags : `${flags}u`);
  } catch {
    return compilePlain(pattern, flags, text);
  }
}

/** Old patterns use escapes that the stricter syntax forbids. */
function compilePlain(pattern: string, flags: string, text: string): RegExp {
  try {
    return new RegExp(pattern, flags);
  } catch (error) {
    throw new RelayError(`--rewrite "${text}": ${(error as Error).message}`);
  }
}

/** Splits at a separator that no backslash protects; a protected one stands for itself. */
function splitAt(text: string, separator: string): string[] {
  const parts: string[] = [];
  let part = "";
  for (const piece of text.match(/\\?./gsu) ?? []) {
    if (piece === separator) {
      parts.push(part);
      part = "";
    } else part += piece === `\\${separator}` ? separator : piece;
  }
  return [...parts, part];
}

/** A dollar that names no group means something to JavaScript, and nothing here. */
function toJavascript(replacement: string): string {
  return replacement.replace(/\\(.)|\$[1-9]|[&$]/gs, (found, escaped?: string) => {
    if (found === "&") return "$&";
    if (found === "$" || escaped === "$") return "$$";
    if (escaped === undefined) return found;
    if (/[1-9]/.test(escaped)) return `$${escaped}`;
    return escaped === "n" ? "\n" : escaped === "t" ? "\t" : escaped;
  });
}

async function loadRewriter(path: string): Promise<LineRewriter> {
  const url = moduleUrl(path) ?? toFileUrl(resolve(path)).href;
  let loaded: { default?: unknown };
  try {
    loaded = await import(url);
  } catch (error) {
    const [reason] = (error as Error).message.split("\n");
    throw new RelayError(`--rewrite-with "${path}": ${reason}${typesHint(path)}`);
  }
  if (typeof loaded.default !== "function") {
    throw new RelayError(`--rewrite-with "${path}": it exports no default function`);
  }
  return loaded.default as LineRewriter;
}

/** The compiled program carries no compiler along. */
function typesHint(path: string): string {
  return Deno.build.standalone && path.endsWith(".ts")
    ? " (the compiled program takes JavaScript, without types)"
    : "";
}
