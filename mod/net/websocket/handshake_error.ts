/**
 * Why a connection did not become a WebSocket. What the server did:
 *
 * - `not_http`: it does not speak HTTP; the detail is its first line;
 * - `refused`: it answered something else; the detail is its status line;
 * - `redirected`: it names another place; the detail is that place;
 * - `not_upgraded`: it agreed, but without the fields Upgrade and Connection;
 * - `wrong_accept`: its Sec-WebSocket-Accept does not answer our key;
 * - `extension`: it uses an extension, the detail, that was not offered;
 * - `protocol`: it chose a sub-protocol, the detail, that was not offered.
 *
 * What the client did, which was told so:
 *
 * - `not_asked`: it asked for something else, or in a wrong way; the detail says which;
 * - `wrong_path`: it asked for another target, the detail;
 * - `wrong_origin`: a page of another origin, the detail, asked;
 * - `unauthorized`: it gave no name and password, or wrong ones.
 *
 * Either: `bad_head`: a line, the detail, that is no field; `too_many_fields`: the head has no end.
 */
export type WebSocketHandshakeCode =
  | "not_http"
  | "refused"
  | "redirected"
  | "not_upgraded"
  | "wrong_accept"
  | "extension"
  | "protocol"
  | "not_asked"
  | "wrong_path"
  | "wrong_origin"
  | "unauthorized"
  | "bad_head"
  | "too_many_fields";

/** The opening handshake (RFC 6455 §4) failed; the reason is data, for others to put into words. */
export class WebSocketHandshakeError extends Error {
  /** What kind of error it is. */
  override readonly name = "WebSocketHandshakeError";

  /**
   * Makes an error.
   *
   * @param status of a server's answer; 0 when there was none
   */
  constructor(readonly code: WebSocketHandshakeCode, readonly detail = "", readonly status = 0) {
    super(`no WebSocket: ${code} ${detail}`.trimEnd());
  }
}
