/** JetStream's numbers for what it refuses (nats-server, server/errors.json). */
const NO_STREAM = 10_059;
const TOO_LARGE = 10_054;
const TOO_FEW_SERVERS = [10_005, 10_074];
const WRONG_LAST = [10_071, 10_164];
const NO_ROOM = [10_023, 10_028, 10_047, 10_077, 10_109];

/** Whether there is no such stream. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === NO_STREAM;
}

/** Whether the bus refuses a message for its length, and would always do so. */
export function isTooLarge(error: unknown): boolean {
  return codeOf(error) === TOO_LARGE;
}

/** Whether there are not enough servers for so many copies. */
export function hasTooFewServers(error: unknown): boolean {
  return TOO_FEW_SERVERS.includes(codeOf(error));
}

/** Whether the bus has no room for more. */
export function hasNoRoom(error: unknown): boolean {
  return NO_ROOM.includes(codeOf(error));
}

/** Whether something else was stored meanwhile than the message expected. */
export function isOvertaken(error: unknown): boolean {
  return WRONG_LAST.includes(codeOf(error));
}

/** The number of what was stored instead; `undefined` when it is not told. */
export function overtakenBy(error: unknown): number | undefined {
  const number = error instanceof Error ? /wrong last sequence: (\d+)/.exec(error.message)?.[1] : undefined;
  return number === undefined ? undefined : Number(number);
}

function codeOf(error: unknown): number {
  return error instanceof Error && "code" in error ? Number(error.code) : 0;
}
