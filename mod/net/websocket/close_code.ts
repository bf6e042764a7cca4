/** Why a WebSocket ends (RFC 6455 §7.4.1). */
export const CLOSE = {
  normal: 1000,
  goingAway: 1001,
  protocolError: 1002,
  unsupported: 1003,
  invalidText: 1007,
  policy: 1008,
  tooBig: 1009,
  internalError: 1011,
  badGateway: 1014,
} as const;

/** What IANA's registry calls the codes that a peer may send. */
const NAMES: Readonly<Record<number, string>> = {
  1000: "normal closure",
  1001: "going away",
  1002: "protocol error",
  1003: "unsupported data",
  1007: "invalid text",
  1008: "policy violation",
  1009: "message too big",
  1010: "extension missing",
  1011: "internal error",
  1012: "service restart",
  1013: "try again later",
  1014: "bad gateway",
};

/** A code with its name, as people read it: `1001 (going away)`. */
export function closeCodeText(code: number): string {
  const name = NAMES[code];
  return name === undefined ? String(code) : `${code} (${name})`;
}

/**
 * Whether a peer may send this code: those that RFC 6455 §7.4 and IANA's registry define for the
 * wire, and the two ranges for libraries and applications. 1005, 1006 and 1015 stand for codes that
 * are never sent.
 */
export function isCloseCode(code: number): boolean {
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

/** The longest reason of a Close frame, bytes (RFC 6455 §5.5). */
const LONGEST_REASON = 123;

/** The payload of a Close frame. @param reason what does not fit is left out */
export function closePayload(code: number, reason = ""): Uint8Array {
  const payload = new Uint8Array(2 + LONGEST_REASON);
  const { written } = new TextEncoder().encodeInto(reason, payload.subarray(2));
  payload[0] = code >> 8;
  payload[1] = code & 255;
  return payload.subarray(0, 2 + written);
}
