import { type Message, msg } from "../../i18n/message.ts";
import { MessageError, messageOf } from "../../i18n/message_error.ts";
import { nearest } from "../../cli/parse_command_line.ts";
import { type ShapeMistake, shapeMistake } from "./check_shape.ts";
import { jsonLines } from "./json_lines.ts";
import { compilePattern } from "./pattern/match_pattern.ts";
import {
  REFERENCE,
  type Script,
  type ScriptAction,
  type ScriptObservation,
  type ScriptRule,
} from "./script.ts";
import { SCRIPT_DEFINITIONS, SCRIPT_SCHEMA } from "./script_schema.ts";

/**
 * A script out of its file.
 *
 * @param name the file's, for the sentences.
 * @throws {MessageError} about the first mistake, with the line on which it stands.
 */
export function readScript(text: string, name: string): Script {
  const json = parsed(text, name);
  const mistake = shapeMistake(json, SCRIPT_SCHEMA, SCRIPT_DEFINITIONS) ?? meantWrongly(json as Script);
  if (mistake === undefined) return json as Script;
  const { path, what, at = path } = mistake;
  const line = jsonLines(text).get(at) ?? 1;
  throw new MessageError(
    path === "" ? msg`${name}:${line}: ${what}` : msg`${name}:${line}: ${path}: ${what}`,
  );
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const [, line, column] = /line (\d+) column (\d+)/.exec((error as Error).message) ?? endOf(text);
    throw new MessageError(
      msg`${name}:${line!}: this is no JSON at column ${column!}: a comma, a quote or a bracket is missing or one too many`,
    );
  }
}

function endOf(text: string): [string, string, string] {
  const lines = text.trimEnd().split("\n");
  return ["", String(lines.length), String(lines.at(-1)!.length)];
}

/** What the form does not tell: names of rules, clients and values that there are not, and patterns. */
function meantWrongly({ rules, transport = "tcp" }: Script): ShapeMistake | undefined {
  const ids: string[] = [];
  for (const [index, rule] of rules.entries()) {
    const path = `rules[${index}]`;
    if (ids.includes(rule.id)) return { path: `${path}.id`, what: msg`there is a rule "${rule.id}" before` };
    const unknown = rule.needs?.find((need) => !ids.includes(need));
    if (unknown !== undefined) {
      return {
        path: `${path}.needs`,
        what: orNearest(msg`there is no rule "${unknown}" before`, unknown, ids),
      };
    }
    ids.push(rule.id);
    const wrong = new RuleReader(path, transport).read(rule);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** Follows a rule from its first step to its last, with the clients and values that there are by then. */
class RuleReader {
  readonly #path: string;
  readonly #transport: "tcp" | "udp";
  readonly #clients = new Set<string>();
  readonly #values = new Set<string>();

  constructor(path: string, transport: "tcp" | "udp") {
    [this.#path, this.#transport] = [path, transport];
  }

  read({ steps }: ScriptRule): ShapeMistake | undefined {
    for (const [index, { do: actions = [], see = [] }] of steps.entries()) {
      const path = `${this.#path}.steps[${index}]`;
      for (const [each, action] of actions.entries()) {
        const what = this.#action(action);
        if (what !== undefined) return { path: `${path}.do[${each}]`, what };
      }
      for (const [each, observation] of see.entries()) {
        const what = this.#observation(observation);
        if (what !== undefined) return { path: `${path}.see[${each}]`, what };
      }
    }
    return undefined;
  }

  #action(action: ScriptAction): Message | undefined {
    if (action.connect !== undefined) {
      if (this.#clients.has(action.connect)) return msg`"${action.connect}" is connected already`;
      this.#clients.add(action.connect);
      return undefined;
    }
    const gone = action.close ?? action.reset;
    const client = action.send ?? action.end ?? gone;
    if (client !== undefined && !this.#clients.has(client)) return this.#stranger(client);
    if (gone !== undefined) this.#clients.delete(gone);
    if (this.#transport === "udp") {
      const only = action.end ?? action.reset;
      if (only !== undefined || action.pieces !== undefined) {
        return msg`datagrams have no stream: end, ends, reset and pieces are for tcp`;
      }
    }
    return this.#references([action.line, action.text]);
  }

  #observation(seen: ScriptObservation): Message | undefined {
    if (!this.#clients.has(seen.role)) return this.#stranger(seen.role);
    if (seen.ends !== undefined && this.#transport === "udp") {
      return msg`datagrams have no stream: end, ends, reset and pieces are for tcp`;
    }
    const wrong = this.#references([seen.line, seen.text, seen.matches]);
    if (wrong !== undefined) return wrong;
    if (seen.as !== undefined) this.#values.add(seen.as);
    if (seen.matches === undefined) return undefined;
    try {
      // A value is one text among others, here.
      compilePattern(seen.matches.replace(REFERENCE, "x")).names.forEach((name) => this.#values.add(name));
      return undefined;
    } catch (error) {
      return msg`matches ${messageOf(error)}`;
    }
  }

  #references(texts: readonly (string | undefined)[]): Message | undefined {
    for (const text of texts) {
      for (const [, , name] of (text ?? "").matchAll(REFERENCE)) {
        if (name === undefined || this.#values.has(name)) continue;
        const what = msg`no value "${name}" is kept before; the text itself is written {{${name}}}`;
        return orNearest(what, name, [...this.#values]);
      }
    }
    return undefined;
  }

  #stranger(client: string): Message {
    return orNearest(
      msg`"${client}" is not connected before`,
      client,
      [...this.#clients],
    );
  }
}

function orNearest(what: Message, typed: string, choices: readonly string[]): Message {
  const near = nearest(typed, choices);
  return near === undefined ? what : msg`${what}; did you mean "${near}"?`;
}
