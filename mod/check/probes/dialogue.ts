import type { Text } from "../../i18n/text.ts";
import type { ExpectedAnswer } from "./answer.ts";
import type { RuleContext } from "../rule_context.ts";
import type { Random } from "./seeded_random.ts";
import type { ObservedConnection } from "./observed_connection.ts";

/** A request, without its line end, and what has to come back. */
export interface Pair {
  readonly ask: string;
  readonly answer: ExpectedAnswer;
}

/**
 * A service of questions and answers, as far as the rules that all such services share need to know
 * it.
 */
export interface Dialogue {
  /** `echo`, `prime`, `calc`: the first part of the rules' ids. */
  readonly service: string;
  /** The rule of the simplest exchange: where it is broken nothing else can be judged. */
  readonly base: string;
  /** The rule without which a request with characters of several bytes cannot be judged. */
  readonly accents: string;
  /** Where the protocol stands. */
  readonly source: Text;
  /** The end of a request: a line feed, or nothing in the style of sheet 004. */
  readonly mark: "\n" | "";
  /**
   * A further pair, a new one each time if the service has enough of them.
   *
   * @param blanks the text around the request, where that belongs to it.
   */
  pair(random: Random, blanks?: string): Pair;
  /** A pair whose request has characters of several bytes. */
  accented(random: Random): Pair;
  /** Whether several clients at once have to be served, as opposed to one after another. */
  readonly concurrent: boolean;
  /** Whether clients compare answers with their line ends. */
  readonly strictLineEnd?: boolean;
  /** Hears what the server says before the first request. */
  greet(conn: ObservedConnection): Promise<void>;
  /**
   * The longest request that the sheet lets us expect, as a pair; none where long ones make no
   * sense.
   */
  long?(random: Random): Pair;
}

/** A connection on which the greetings are over. */
export async function meet(context: RuleContext, dialogue: Dialogue): Promise<ObservedConnection> {
  const conn = await context.connect();
  await dialogue.greet(conn);
  return conn;
}

/** Asks and hears the answer. */
export async function ask(
  conn: ObservedConnection,
  { ask, answer }: Pair,
  dialogue: Dialogue,
): Promise<void> {
  await conn.send(ask + dialogue.mark);
  await conn.hear(answer);
}

/** A client that comes, is served, and leaves as it should. */
export async function serveOne(context: RuleContext, dialogue: Dialogue): Promise<void> {
  const conn = await meet(context, dialogue);
  await ask(conn, dialogue.pair(context.random), dialogue);
  conn.close();
}
