import { chatFindings } from "./chat_findings.ts";
import type { RuleContext } from "../rule_context.ts";
import { RuleViolation } from "../causes/rule_violation.ts";
import { sleep } from "./sleep.ts";
import { EXPECTED, EXPECTED_OF } from "../texts/expected_texts.ts";
import type { Segmentation } from "./segmentation.ts";
import type { ObservedConnection } from "./observed_connection.ts";

/** How clients come into a chat. */
export interface ChatClientsOptions {
  /** Whether the first line of a client is its name even if the server does not ask for one. */
  readonly login: boolean;
}

/** Somebody in the chat. */
export interface NamedClient {
  readonly name: string;
  readonly conn: ObservedConnection;
}

/**
 * A few clients of a chat.
 *
 * Servers differ in what they say besides the talk (a welcome, who has come, a name before each
 * line), so we look for a line with a word in it that nobody else can have said.
 */
export class ChatClients {
  readonly members: NamedClient[] = [];
  readonly #context: RuleContext;
  readonly #options: ChatClientsOptions;
  #asked: boolean | undefined;

  constructor(context: RuleContext, options: ChatClientsOptions) {
    this.#context = context;
    this.#options = options;
  }

  /** Connects `count` clients, one after another. */
  static async of(count: number, context: RuleContext, options: ChatClientsOptions): Promise<ChatClients> {
    const clients = new ChatClients(context, options);
    for (let client = 0; client < count; client++) await clients.join();
    await clients.settle();
    return clients;
  }

  /** One more. */
  async join(): Promise<NamedClient> {
    const conn = await this.#context.connect();
    const name = CLIENT_NAMES[this.members.length % CLIENT_NAMES.length]! +
      (this.members.length >= CLIENT_NAMES.length ? "2" : "");
    this.#asked ??= !chatFindings(this.#context).nameless && await asksForName(conn);
    if (this.#asked) await conn.until((text) => ASKS_NAME.test(text), EXPECTED.nameQuestion);
    if (this.#asked || this.#options.login) await conn.send(`${name}\n`);
    const client = { name, conn };
    this.members.push(client);
    return client;
  }

  /** Waits until the greetings are over, and forgets them. */
  async settle(): Promise<void> {
    await sleep(200, this.#context.options.signal);
    for (const { conn } of this.members) conn.take(conn.unheard.length);
  }

  /** Somebody says something that nobody has said before. */
  async says(client: NamedClient, via: Segmentation = "whole", more = ""): Promise<string> {
    const text = `${this.#context.random.word(9)}${more}`;
    await client.conn.send(`${text}\n`, via);
    return text;
  }

  /** All but this one. */
  others(client: NamedClient): NamedClient[] {
    return this.members.filter((other) => other !== client);
  }

  /** Says it and waits until all the others have heard it. */
  async talk(client: NamedClient, via: Segmentation = "whole", more = ""): Promise<string> {
    const text = await this.says(client, via, more);
    await this.heardByOthers(client, text);
    if (this.#asked === false && !this.#options.login) chatFindings(this.#context).nameless = true;
    return text;
  }

  /** Waits until all the others have heard it; if only some have, the error says so. */
  async heardByOthers(client: NamedClient, text: string): Promise<void> {
    const [first, ...rest] = this.others(client);
    await hears(first!, text);
    for (const other of rest) {
      try {
        await hears(other, text);
      } catch (error) {
        if (!(error instanceof RuleViolation)) throw error;
        throw new RuleViolation(
          error.symptom,
          { ...error.expected, part: "line for the rest" },
          error.received,
        );
      }
    }
  }

  /** Somebody is gone: from now on nobody waits for it. */
  forget(client: NamedClient): void {
    this.members.splice(this.members.indexOf(client), 1);
  }
}

/** Whether the server begins with a question for a name; most chats do, the sheet's does not. */
async function asksForName(conn: ObservedConnection): Promise<boolean> {
  return await conn.until((text) => ASKS_NAME.test(text), EXPECTED.nameQuestion, 300).then(
    () => true,
    () => false,
  );
}

/** The words of a question for a name. */
export const ASKS_NAME = /\b(name|nickname|nick|login|nom|pseudo|prénom)\b/i;

/**
 * The next line with this text; lines without it are passed over.
 *
 * @throws {RuleViolation} when it does not come, or only in parts.
 */
export async function hears({ name, conn }: NamedClient, text: string): Promise<string> {
  const expected = EXPECTED_OF.lineWith(text, name);
  const passed: string[] = [];
  try {
    while (true) {
      const line = await conn.line(expected);
      if (line.includes(text)) return line;
      passed.push(line);
    }
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    const before = new TextEncoder().encode(passed.map((line) => `${line}\n`).join(""));
    throw new RuleViolation(error.symptom, expected, Uint8Array.from([...before, ...error.received]));
  }
}

/**
 * Hears the lines with these texts, in whatever order they come; others are passed over.
 *
 * @param look is shown each line; what it throws is thrown
 * @throws {RuleViolation} when one of them does not come, or only in parts.
 */
export async function hearsBoth(
  { name, conn }: NamedClient,
  texts: readonly string[],
  look: (line: string) => void,
): Promise<void> {
  const missing = new Set(texts);
  const lines: string[] = [];
  while (missing.size > 0) {
    const [next = ""] = missing;
    try {
      lines.push(await conn.line(EXPECTED_OF.lineWith(next, name)));
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      const before = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
      throw new RuleViolation(error.symptom, error.expected, Uint8Array.from([...before, ...error.received]));
    }
    look(lines.at(-1)!);
    for (const text of missing) if (lines.at(-1)!.includes(text)) missing.delete(text);
  }
}

/**
 * Waits until lines with all of these texts have come, in any order between two speakers.
 *
 * @param timeout how long to wait for the next one, in milliseconds.
 * @returns false when lines still come after that time, or after three times as long where some have been passed over:
 *   the server holds its speakers back, which is no mistake.
 * @throws {RuleViolation} with how many are missing, when no more come.
 */
export async function hearsAll(
  { name, conn }: NamedClient,
  texts: readonly string[],
  timeout: number,
): Promise<boolean> {
  const missing = new Set(texts);
  const expected = EXPECTED_OF.allLines(texts.length, name);
  const started = performance.now();
  while (missing.size > 0) {
    const took = performance.now() - started;
    if (took > 3 * timeout || took > timeout && !passedOver(texts, missing)) return false;
    let line: string;
    try {
      line = await conn.line(expected, timeout);
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      const [first = ""] = missing;
      const why = EXPECTED_OF.someLines(texts.length - missing.size, texts.length, first);
      throw new RuleViolation(error.symptom, expected, error.received, why);
    }
    const text = /\S+-[ab]-\d+/.exec(line)?.[0];
    if (text !== undefined) missing.delete(text);
  }
  return true;
}

/** Whether a text is missing although a later one of the same speaker has come. */
function passedOver(texts: readonly string[], missing: ReadonlySet<string>): boolean {
  return texts.some((text, index) => {
    const next = texts[index + 1];
    return missing.has(text) && next !== undefined && speaker(next) === speaker(text) && !missing.has(next);
  });
}

/** All but the number at the end. */
function speaker(text: string): string {
  return text.replace(/\d+$/, "");
}

/** Nothing with this text has come. */
export function hasNotHeard({ name, conn }: NamedClient, text: string): void {
  const heard = new TextDecoder().decode(conn.unheard);
  if (heard.includes(text)) {
    throw new RuleViolation("extra", EXPECTED_OF.nothingWith(text, name), conn.unheard);
  }
}

/** Names that clients give. */
export const CLIENT_NAMES = [
  "Ginette",
  "Roger",
  "Camille",
  "Fatou",
  "Louis",
  "Mei",
  "Pablo",
  "Ines",
  "Oscar",
  "Zoe",
];
