import { HandshakeError } from "../../../net/connection/handshake_reader.ts";
import {
  type WebSocketHandshakeCode,
  WebSocketHandshakeError,
} from "../../../net/websocket/handshake_error.ts";
import { RelayError } from "../../relay_endpoint.ts";

/** The sentence for a handshake that failed; other errors as they are. */
export function handshakeFailure(error: unknown, peer: "server" | "client"): unknown {
  if (error instanceof HandshakeError) {
    return new RelayError(`WebSocket: ${INCOMPLETE[error.code](peer)}`);
  }
  if (!(error instanceof WebSocketHandshakeError)) return error;
  const detail = error.detail.slice(0, 200);
  return new RelayError(`WebSocket: ${SENTENCES[error.code](detail, peer)}`, hintFor(error));
}

const INCOMPLETE: Readonly<Record<HandshakeError["code"], (peer: string) => string>> = {
  closed: (peer) => `the ${peer} closed the connection in the middle of the handshake`,
  late: (peer) => `no answer came in time from the ${peer}`,
  too_long: (peer) => `the ${peer} sends a head that is too long, more than 16 KiB`,
};

const SENTENCES: Readonly<Record<WebSocketHandshakeCode, (detail: string, peer: string) => string>> = {
  not_http: (line) => `this is not a WebSocket server, it does not speak HTTP: "${line}"`,
  refused: (status) => `the server refuses: "${status}"`,
  redirected: (place) => `the server says that it is at "${place}" (a redirection, which is not followed)`,
  not_upgraded: () => "the server says 101, but does not name the upgrade: this is not a WebSocket server",
  wrong_accept: (accept) =>
    accept === ""
      ? "the server's answer has no Sec-WebSocket-Accept"
      : `the server's Sec-WebSocket-Accept "${accept}" does not answer our key`,
  extension: (name) => `the server uses the extension "${name}", which was not offered`,
  protocol: (name) => `the server chose the sub-protocol "${name}", which was not offered`,
  not_asked: (why) => `the client was refused: ${why}`,
  wrong_path: (target) => `the client asked for ${target}`,
  wrong_origin: (origin) =>
    origin === "" ? "a client without an origin was refused" : `a page of ${origin} was refused`,
  unauthorized: () => "a client without the right name and password was refused",
  bad_head: (line, peer) => `the ${peer} sent a line that is no header field: "${line}"`,
  too_many_fields: (_, peer) => `the ${peer} sends more than 100 header fields`,
};

const HINTS: Readonly<Record<number, string>> = {
  401: "  the server wants a name and a password: basic-auth=name:password",
  403: "  a server that looks at the origin wants that of its own pages: origin=https://…",
  407: "  this is a proxy that wants a name and a password",
};

function hintFor({ code, detail, status }: WebSocketHandshakeError): string | undefined {
  if (code === "not_http" && detail.startsWith("\x15\x03")) return "  it speaks TLS: WSS instead of WS";
  if (code === "redirected" && /^(https|wss):/.test(detail)) return "  it wants TLS: WSS instead of WS";
  if (code === "refused" && /^HTTP\/1\.[01] 2/.test(detail)) {
    return "  it speaks HTTP, but there is no WebSocket at this path";
  }
  return code === "refused" ? HINTS[status] : undefined;
}
