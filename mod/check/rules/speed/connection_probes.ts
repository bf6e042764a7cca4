import { RuleViolation } from "../../causes/rule_violation.ts";
import type { RuleContext } from "../../rule_context.ts";
import type { ObservedConnection } from "../../probes/observed_connection.ts";
import { BETWEEN_MESSAGES, inSegments } from "../../probes/in_segments.ts";
import { sleep } from "../../probes/sleep.ts";
import { COMMON_CAUSES as COMMON } from "../../texts/common_causes.ts";
import { SPEED_CAUSES as WHY, SPEED_EXPECTED as EXPECTED } from "../../texts/speed_texts.ts";
import { SAY, type Ticket } from "./messages.ts";
import { hearMessage, hearTicket, Roads } from "./roads.ts";
import { isTicket, ticketFor } from "./ticket_mistakes.ts";
import { plateOf } from "./ticket_probes.ts";

/** Every fifth of a second, to a client that is nothing yet; none where the interval is 0. */
export async function heartbeat(context: RuleContext): Promise<void> {
  const silent = await context.connect();
  await silent.send(SAY.wantHeartbeat(0));
  const conn = await context.connect();
  await conn.send(SAY.wantHeartbeat(2));
  const times: number[] = [];
  while (times.length < BEATS) {
    // One that counts in seconds is waited for, to see that it does.
    const message = await hearMessage(conn, EXPECTED.heartbeats, Math.max(context.timeout, 2500));
    if (message.type !== "heartbeat") {
      throw new RuleViolation("different", EXPECTED.heartbeats, undefined, EXPECTED.received(message));
    }
    times.push(performance.now());
    if (times.length > 1 && times.at(-1)! - times[0]! > 1800) break;
  }
  const interval = (times.at(-1)! - times[0]!) / (times.length - 1);
  if (interval < 100 || interval > 500) {
    const why = EXPECTED.beats(Math.round(interval));
    throw new RuleViolation("different", EXPECTED.heartbeats, undefined, why, { tells: WHY.rhythm });
  }
  if (silent.unheard.length > 0) {
    throw new RuleViolation("extra", EXPECTED.noHeartbeat, silent.unheard, undefined, {
      tells: silent.unheard[0] === 0x41 ? WHY.zeroInterval : undefined,
    });
  }
}

const BEATS = 6;

/** What may not be said, as it is told, and the messages that say it. */
const FORBIDDEN: readonly [what: string, messages: () => Uint8Array[]][] = [
  ["a message of type 0x13", () => [SAY.unknown()]],
  ["Plate from a client that is no camera", () => [SAY.plate("UN1X", 1000)]],
  ["a second IAmCamera", () => [SAY.camera(1, 2, 60), SAY.camera(1, 2, 60)]],
  ["IAmDispatcher from a camera", () => [SAY.camera(1, 2, 60), SAY.dispatcher([1])]],
  ["IAmCamera from a dispatcher", () => [SAY.dispatcher([3]), SAY.camera(1, 2, 60)]],
  ["Plate from a dispatcher", () => [SAY.dispatcher([3]), SAY.plate("UN1X", 1000)]],
  ["a second WantHeartbeat", () => [SAY.wantHeartbeat(600), SAY.wantHeartbeat(600)]],
  ["Heartbeat from a client", () => [SAY.heartbeat()]],
];

export async function errors(context: RuleContext): Promise<void> {
  for (const [what, messages] of FORBIDDEN) {
    const conn = await context.connect();
    for (const message of messages()) await conn.send(message);
    await hearError(conn, what);
    await conn.end(EXPECTED.end(what));
  }
}

async function hearError(conn: ObservedConnection, what: string): Promise<void> {
  const expected = EXPECTED.error(what);
  try {
    const message = await hearMessage(conn, expected);
    if (message.type === "error") return;
    throw new RuleViolation("different", expected, undefined, EXPECTED.received(message));
  } catch (error) {
    const ended = error instanceof RuleViolation && (error.symptom === "closed" || error.symptom === "reset");
    if (!ended || error.received.length > 0) {
      throw error;
    }
    throw new RuleViolation(error.symptom, expected, undefined, undefined, { tells: WHY.noError });
  }
}

/** Two cameras and a dispatcher, each with all that it says glued together; then in pieces. */
export async function messagesInPieces(context: RuleContext): Promise<void> {
  await inSegments(async (via) => {
    const { road, plate, seen, says } = storyOf(context);
    const [dispatcher, ...cameras] = [
      await context.connect(),
      await context.connect(),
      await context.connect(),
    ];
    await dispatcher.send(joined(says.dispatcher), via);
    await sleep(60, context.options.signal);
    for (const [index, camera] of cameras.entries()) await camera.send(joined(says.cameras[index]!), via);
    await hearTicket(dispatcher, { plate, road, seen });
    for (const conn of [dispatcher, ...cameras]) conn.close();
  });
}

/** The same, with a pause after each message. */
export async function messageByMessage(context: RuleContext): Promise<void> {
  for (let times = 0; times < 3; times++) {
    const { road, plate, seen, says } = storyOf(context);
    const [dispatcher, ...cameras] = [
      await context.connect(),
      await context.connect(),
      await context.connect(),
    ];
    for (const [index, conn] of [dispatcher, ...cameras].entries()) {
      for (const message of [says.dispatcher, ...says.cameras][index]!) {
        await conn.send(message);
        await sleep(BETWEEN_MESSAGES, context.options.signal);
      }
    }
    await hearTicket(dispatcher, { plate, road, seen });
    for (const conn of [dispatcher, ...cameras]) conn.close();
  }
}

/** What a dispatcher of two roads and two cameras say for one ticket; a car that is not too fast is seen, too. */
function storyOf(context: RuleContext) {
  const road = 1 + context.random.integer(60_000);
  const [plate, slow] = [plateOf(context), plateOf(context)];
  const seen = [{ mile: 10, time: 1000 }, { mile: 20, time: 1300 }] as const;
  const cameras = seen.map(({ mile, time }, index) => [
    SAY.wantHeartbeat(0),
    SAY.camera(road, mile, 60),
    SAY.plate(slow, 5000 + index * 1000),
    SAY.plate(plate, time),
  ]);
  return {
    road,
    plate,
    seen,
    says: { dispatcher: [SAY.dispatcher([road, road + 1]), SAY.wantHeartbeat(0)], cameras },
  };
}

/** 140 cameras, two on each of 70 roads, and ten dispatchers with seven roads each. */
export async function many(context: RuleContext): Promise<void> {
  const roads = new Roads(context);
  const cars = Array.from({ length: ROADS }, (_, index) => ({
    road: 100 + index,
    plate: `${plateOf(context)}${index}`,
    seen: [{ mile: 10, time: 1000 }, { mile: 20, time: 1300 }] as const,
  }));
  for (const { road, plate, seen } of cars) await roads.see(plate, road, seen[0]);
  const dispatchers: ObservedConnection[] = [];
  for (let first = 0; first < ROADS; first += ROADS_EACH) {
    const conn = await context.connect();
    await conn.send(SAY.dispatcher(cars.slice(first, first + ROADS_EACH).map(({ road }) => road)));
    dispatchers.push(conn);
  }
  for (const { road, plate, seen } of cars) await roads.see(plate, road, seen[1]);
  try {
    for (const [index, conn] of dispatchers.entries()) {
      const ours = cars.slice(index * ROADS_EACH, (index + 1) * ROADS_EACH);
      await hearAll(conn, ours.map(({ road, plate, seen }) => ticketFor(plate, road, ...seen)));
    }
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    if (!roads.sentAway && dispatchers.every(({ finish }) => finish === undefined)) throw error;
    throw new RuleViolation("closed", error.expected, undefined, undefined, { tells: COMMON.turnsAway });
  }
}

const ROADS = 70;
const ROADS_EACH = 7;

/** All of these tickets, in any order. */
async function hearAll(conn: ObservedConnection, tickets: readonly Ticket[]): Promise<void> {
  const expected = EXPECTED.tickets(tickets.length);
  const missing = new Set(tickets);
  while (missing.size > 0) {
    const message = await hearMessage(conn, expected);
    const ticket = message.type === "ticket" ? message.ticket : undefined;
    const known = ticket && tickets.find((each) => isTicket(ticket, each));
    if (known === undefined || !missing.delete(known)) {
      throw new RuleViolation("different", expected, undefined, EXPECTED.received(message), {
        tells: known === undefined ? undefined : WHY.twice,
      });
    }
  }
}

function joined(messages: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(messages.flatMap((message) => [...message]));
}
