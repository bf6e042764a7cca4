import type { JetStreamClient, JetStreamManager } from "@nats-io/jetstream";
import type { Msg } from "@nats-io/transport-node";
import { msg } from "../i18n/message.ts";
import { MessageError } from "../i18n/message_error.ts";
import { ANSWER_WITHIN, type BusConnection } from "./bus_connection.ts";
import { type MessagePlace, messagePlace } from "./message_place.ts";
import { hasTooFewServers } from "./stream_errors.ts";

/** What a bus keeps, asked for on one connection. */
export interface JetStream {
  readonly manager: JetStreamManager;
  readonly client: JetStreamClient;
}

/** @throws what the client library throws */
export async function jetStreamOf(bus: BusConnection): Promise<JetStream> {
  const { jetstream, jetstreamManager } = await import("@nats-io/jetstream");
  // Without asking for the account first: a login that may use one stream may not be allowed to
  const asked = { checkAPI: false, timeout: ANSWER_WITHIN };
  return {
    manager: await bus.within(jetstreamManager(bus.nats, asked)),
    client: jetstream(bus.nats, asked),
  };
}

/**
 * Makes what is to be kept: in a cluster on three of its servers, so that one of them can go, and on one where there are
 * not as many.
 *
 * @param make told how many servers; `undefined` for as many as the bus thinks right
 */
export async function makeKept<Made>(
  bus: BusConnection,
  make: (copies: number | undefined) => Promise<Made>,
): Promise<Made> {
  if (bus.nats.info?.cluster !== undefined) {
    try {
      return await bus.within(make(COPIES));
    } catch (error) {
      if (!hasTooFewServers(error)) throw error;
    }
  }
  return await bus.within(make(undefined));
}

/** The messages that JetStream sends to one reader, none of which may be missing. */
export class Deliveries {
  /** How many have come. */
  count = 0;
  readonly #bus: BusConnection;

  constructor(bus: BusConnection) {
    this.#bus = bus;
  }

  /**
   * Where the next one stands.
   *
   * @returns `undefined` for a word of the bus to us, for somebody's guess at our inbox, and where one is missing before
   * it, which ends the connection
   */
  next({ reply = "" }: Msg): MessagePlace | undefined {
    const place = messagePlace(reply);
    if (place === undefined || place.delivery === ++this.count) return place;
    this.#bus.end(new MessageError(msg`a message was lost`));
    return undefined;
  }
}

/** Servers of a cluster that keep what we make. */
const COPIES = 3;
