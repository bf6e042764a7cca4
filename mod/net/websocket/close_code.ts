/** Why a WebSocket ends (RFC 6455 §7.4.1). */
export const CLOSE = {
  normal: 1000,
  goingAway: 1001,
  protocolError: 1002,
  unsupported: 1003,
  invalidText: 1007,
  tooBig: 1009,
} as const;

/**
 * Whether a peer may send this code: those that RFC 6455 §7.4 and IANA's registry define for the
 * wire, and the two ranges for libraries and applications. 1005, 1006 and 1015 stand for codes that
 * are never sent.
 */
export function isCloseCode(code: number): boolean {
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

/** The payload of a Close frame. @param reason ASCII, at most 123 characters */
export function closePayload(code: number, reason = ""): Uint8Array {
  return Uint8Array.from([code >> 8, code & 255, ...new TextEncoder().encode(reason)]);
}
