/**
 * The handshake with which a connection stops speaking HTTP (RFC 6455 §4): what each side asks, and
 * the proof that it was understood. Heads are read and written elsewhere.
 *
 * @module
 */
import { WebSocketHandshakeError } from "./handshake_error.ts";
import { type HeadFields, listOf } from "./head_fields.ts";

/** Why a request does not become a WebSocket. */
export interface Refusal {
  /** 426: the client must ask for something else; 400: it asked in the wrong way. */
  readonly status: 400 | 426;
  readonly reason: string;
  /** The fields that the answer has to carry. */
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/**
 * Reads a client's request.
 *
 * @param method of an HTTP/1.1 request; in one of HTTP/1.0 the field Upgrade means nothing (RFC 9110 §7.8)
 * @returns its key, or why it is refused (RFC 6455 §4.2.1)
 */
export function readUpgrade(method: string, fields: HeadFields): { readonly key: string } | Refusal {
  if (!lists(fields, "upgrade", "websocket")) return refusal(426, "a WebSocket is expected here", UPGRADE);
  if (fields.get("sec-websocket-version") !== VERSION) {
    return refusal(426, `only version ${VERSION} of the WebSocket protocol is spoken here`, [
      ...UPGRADE,
      ["Sec-WebSocket-Version", VERSION],
    ]);
  }
  if (method !== "GET") return refusal(400, "a WebSocket is asked for with GET");
  if (!lists(fields, "connection", "upgrade")) {
    return refusal(400, "the field Connection does not name Upgrade");
  }
  const key = fields.get("sec-websocket-key") ?? "";
  return KEY.test(key) ? { key } : refusal(400, "Sec-WebSocket-Key is not 16 bytes in Base64");
}

/** The answer to a client's key (§4.2.2): proof that the server speaks WebSocket. */
export async function acceptKey(key: string): Promise<string> {
  const bytes = new TextEncoder().encode(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`);
  return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-1", bytes))));
}

/** A client's key, new for each connection. */
export function newKey(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}

/**
 * The fields of a client's request, besides its target and Host.
 *
 * @param protocols the sub-protocols that it offers, the most wanted one first
 */
export function upgradeFields(key: string, protocols: readonly string[]): [name: string, value: string][] {
  return [
    ["Upgrade", "websocket"],
    ["Connection", "Upgrade"],
    ["Sec-WebSocket-Key", key],
    ["Sec-WebSocket-Version", VERSION],
    ...protocols.length === 0 ? [] : [["Sec-WebSocket-Protocol", protocols.join(", ")] as [string, string]],
  ];
}

/**
 * Checks that a server's answer 101 proves that it has understood, and agrees on nothing that was not asked
 * for (§4.1).
 *
 * @throws {WebSocketHandshakeError}
 */
export async function checkAcceptance(
  fields: HeadFields,
  key: string,
  protocols: readonly string[],
): Promise<void> {
  const accept = fields.get("sec-websocket-accept") ?? "";
  const extensions = fields.get("sec-websocket-extensions");
  const protocol = fields.get("sec-websocket-protocol");
  if (!lists(fields, "upgrade", "websocket") || !lists(fields, "connection", "upgrade")) {
    throw new WebSocketHandshakeError("not_upgraded");
  }
  if (accept !== await acceptKey(key)) throw new WebSocketHandshakeError("wrong_accept", accept);
  if (extensions !== undefined) throw new WebSocketHandshakeError("extension", extensions);
  if (protocol !== undefined && !protocols.includes(protocol)) {
    throw new WebSocketHandshakeError("protocol", protocol);
  }
}

const VERSION = "13";
const UPGRADE = [["Upgrade", "websocket"]] as const;
/** Sixteen bytes in Base64. */
const KEY = /^[A-Za-z0-9+/]{21}[AQgw]==$/;

function lists(fields: HeadFields, name: string, wanted: string): boolean {
  return listOf(fields.get(name)).some((each) => each.toLowerCase() === wanted);
}

function refusal(status: 400 | 426, reason: string, fields: Refusal["fields"] = []): Refusal {
  return { status, reason, fields };
}
