/** Where a message that JetStream delivers stands. */
export interface MessagePlace {
  /** Its number in the stream. */
  readonly number: number;
  /** How many this reader was sent, with this one. */
  readonly delivery: number;
  /** When it was stored, milliseconds since 1970 on the clock of the bus. */
  readonly at: number;
  /** How many are still to come of those that there were when it was sent. */
  readonly pending: number;
}

/**
 * Reads the subject under which a stored message could be acknowledged, short or (with domain and account) long; its
 * time is in nanoseconds.
 *
 * @returns `undefined` for what JetStream has not sent
 */
export function messagePlace(reply: string): MessagePlace | undefined {
  const tokens = reply.split(".");
  if (tokens[0] !== "$JS" || tokens[1] !== "ACK") return undefined;
  const [number, delivery, at, pending] = tokens.slice(tokens.length === 9 ? 5 : 7).map(Number);
  return { number: number!, delivery: delivery!, at: Math.floor(at! / 1e6), pending: pending! };
}
