import type { Bench } from "../bench.ts";
import { Broken } from "../causes/broken.ts";
import { sleep } from "./sleep.ts";
import { EXPECTED, EXPECTED_OF } from "../texts/expected_texts.ts";
import type { Transport } from "./transport.ts";
import type { Wire } from "./wire.ts";

/** How clients come into a chat. */
export interface CrowdOptions {
  /** Whether the first line of a client is its name even if the server does not ask for one. */
  readonly login: boolean;
}

/** Somebody in the chat. */
export interface Guest {
  readonly name: string;
  readonly wire: Wire;
}

/**
 * A few clients of a chat.
 *
 * Servers differ in what they say besides the talk (a welcome, who has come, a name before each line), so what is looked
 * for is a line that contains a word which nobody else can have said.
 */
export class Crowd {
  readonly guests: Guest[] = [];
  readonly #bench: Bench;
  readonly #options: CrowdOptions;
  #asked: boolean | undefined;

  constructor(bench: Bench, options: CrowdOptions) {
    this.#bench = bench;
    this.#options = options;
  }

  /** So many clients, one after another. */
  static async of(count: number, bench: Bench, options: CrowdOptions): Promise<Crowd> {
    const crowd = new Crowd(bench, options);
    for (let guest = 0; guest < count; guest++) await crowd.join();
    await crowd.settle();
    return crowd;
  }

  /** One more. */
  async join(): Promise<Guest> {
    const wire = await this.#bench.connect();
    const name = NAMES[this.guests.length % NAMES.length]! + (this.guests.length >= NAMES.length ? "2" : "");
    this.#asked ??= await asksForName(wire);
    if (this.#asked) await wire.until((text) => ASKING.test(text), EXPECTED.nameQuestion);
    if (this.#asked || this.#options.login) await wire.send(`${name}\n`);
    const guest = { name, wire };
    this.guests.push(guest);
    return guest;
  }

  /** Waits until the greetings are over, and forgets them. */
  async settle(): Promise<void> {
    await sleep(200, this.#bench.options.signal);
    for (const { wire } of this.guests) wire.take(wire.unheard.length);
  }

  /** Somebody says something that nobody has said before. */
  async says(guest: Guest, via: Transport = "whole", more = ""): Promise<string> {
    const text = `${this.#bench.random.word(9)}${more}`;
    await guest.wire.send(`${text}\n`, via);
    return text;
  }

  /** All but this one. */
  others(guest: Guest): Guest[] {
    return this.guests.filter((other) => other !== guest);
  }

  /** Says it and waits until all the others have heard it. */
  async talk(guest: Guest, via: Transport = "whole", more = ""): Promise<string> {
    const text = await this.says(guest, via, more);
    await this.heardByOthers(guest, text);
    return text;
  }

  /** Waits until all the others have heard it; where some have and others have not, that is said. */
  async heardByOthers(guest: Guest, text: string): Promise<void> {
    const [first, ...rest] = this.others(guest);
    await hears(first!, text);
    for (const other of rest) {
      try {
        await hears(other, text);
      } catch (error) {
        if (!(error instanceof Broken)) throw error;
        throw new Broken(error.symptom, { ...error.expected, part: "line for the rest" }, error.received);
      }
    }
  }

  /** Somebody is gone: from now on nobody waits for it. */
  forget(guest: Guest): void {
    this.guests.splice(this.guests.indexOf(guest), 1);
  }
}

/** Whether the server begins with a question for a name; most chats do, the sheet's does not. */
async function asksForName(wire: Wire): Promise<boolean> {
  return await wire.until((text) => ASKING.test(text), EXPECTED.nameQuestion, 300).then(
    () => true,
    () => false,
  );
}

const ASKING = /\b(name|nickname|nick|login|nom|pseudo|prénom)\b/i;

/**
 * The next line with this text; lines without it are passed over.
 *
 * @throws {Broken} when it does not come, or only in parts.
 */
export async function hears({ name, wire }: Guest, text: string): Promise<string> {
  const expected = EXPECTED_OF.lineWith(text, name);
  const passed: string[] = [];
  try {
    while (true) {
      const line = await wire.line(expected);
      if (line.includes(text)) return line;
      passed.push(line);
    }
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    const before = new TextEncoder().encode(passed.map((line) => `${line}\n`).join(""));
    throw new Broken(error.symptom, expected, Uint8Array.from([...before, ...error.received]));
  }
}

/** Nothing with this text has come. */
export function hasNotHeard({ name, wire }: Guest, text: string): void {
  const heard = new TextDecoder().decode(wire.unheard);
  if (heard.includes(text)) {
    throw new Broken("extra", EXPECTED_OF.nothingWith(text, name), wire.unheard);
  }
}

const NAMES = ["Ginette", "Roger", "Camille", "Fatou", "Louis", "Mei", "Pablo", "Ines", "Oscar", "Zoe"];
