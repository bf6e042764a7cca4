import type { CauseText } from "../../causes/cause_text.ts";
import { RuleViolation } from "../../causes/rule_violation.ts";
import type { Expectation } from "../../causes/expectation.ts";
import type { ObservedConnection } from "../../probes/observed_connection.ts";
import { sleep } from "../../probes/sleep.ts";
import type { RuleContext } from "../../rule_context.ts";
import { SPEED_CAUSES as WHY, SPEED_EXPECTED as EXPECTED } from "../../texts/speed_texts.ts";
import { parseMessage, SAY, type SpeedMessage, type Ticket } from "./messages.ts";
import { isTicket, mistakeInTicket, type Sighting, ticketFor } from "./ticket_mistakes.ts";

/** The cameras and dispatchers of a rule. */
export class Roads {
  readonly #context: RuleContext;
  readonly #cameras = new Map<string, ObservedConnection>();
  readonly #limit: number;

  /** @param limit that of all its roads, in miles per hour. */
  constructor(context: RuleContext, limit = 60) {
    [this.#context, this.#limit] = [context, limit];
  }

  /** The camera there, connected when it is needed first. */
  async camera(road: number, mile: number): Promise<ObservedConnection> {
    const name = `${road} ${mile}`;
    const known = this.#cameras.get(name);
    if (known !== undefined) return known;
    const conn = await this.#context.connect();
    await conn.send(SAY.camera(road, mile, this.#limit));
    this.#cameras.set(name, conn);
    return conn;
  }

  /** Whether a camera was sent away. */
  get sentAway(): boolean {
    return [...this.#cameras.values()].some(({ finish }) => finish !== undefined);
  }

  /** The camera there leaves; the next sighting is told by another one. */
  async leave(road: number, mile: number): Promise<void> {
    const conn = await this.camera(road, mile);
    this.#cameras.delete(`${road} ${mile}`);
    conn.close();
  }

  /** A car is seen at these places, which is told in this order. */
  async see(plate: string, road: number, ...sightings: readonly Sighting[]): Promise<void> {
    for (const { mile, time } of sightings) {
      await (await this.camera(road, mile)).send(SAY.plate(plate, time));
    }
  }

  /** A dispatcher, and a moment in which the server can learn of it. */
  async dispatcher(...roads: readonly number[]): Promise<ObservedConnection> {
    const conn = await this.#context.connect();
    await conn.send(SAY.dispatcher(roads));
    await sleep(60, this.#context.options.signal);
    return conn;
  }
}

/** The next message. @throws {RuleViolation} when none comes, or what is none. */
export async function hearMessage(
  conn: ObservedConnection,
  expected: Expectation,
  timeout?: number,
): Promise<SpeedMessage> {
  // The text is not looked at: only that bytes enough have come.
  await conn.until(() => parseMessage(conn.unheard) !== undefined, expected, timeout);
  const parsed = parseMessage(conn.unheard);
  if (parsed === undefined || parsed === null) {
    throw new RuleViolation("different", expected, conn.unheard, undefined, { tells: WHY.noMessage });
  }
  conn.take(parsed.length);
  return parsed.message;
}

/** What a wrong ticket may tell in a rule, besides what it tells by itself. */
export type TicketMistake = (ticket: Ticket) => CauseText | undefined;

/** The ticket for these two sightings comes next. */
export async function hearTicket(
  conn: ObservedConnection,
  { plate, road, seen: [one, other] }: {
    readonly plate: string;
    readonly road: number;
    readonly seen: readonly [Sighting, Sighting];
  },
  mistake: TicketMistake = () => undefined,
): Promise<void> {
  const expected = ticketFor(plate, road, one, other);
  const told = EXPECTED.ticket(expected);
  const message = await hearMessage(conn, told);
  if (message.type === "ticket" && isTicket(message.ticket, expected)) return;
  throw wrongMessage(message, told, (ticket) => mistake(ticket) ?? mistakeInTicket(ticket, expected));
}

/** Nothing comes within a moment. */
export async function hearNothing(
  conn: ObservedConnection,
  context: RuleContext,
  expected: Expectation,
  mistake: TicketMistake,
  moment = 150,
): Promise<void> {
  await sleep(moment, context.options.signal);
  if (conn.unheard.length === 0) return;
  const message = await hearMessage(conn, expected);
  throw wrongMessage(message, expected, mistake, "extra");
}

function wrongMessage(
  message: SpeedMessage,
  expected: Expectation,
  mistake: TicketMistake,
  symptom: "different" | "extra" = "different",
): RuleViolation {
  const tells = message.type === "ticket" ? mistake(message.ticket) : undefined;
  return new RuleViolation(symptom, expected, new Uint8Array(), EXPECTED.received(message), { tells });
}
