/** A peer broke the rules of the protocol; the connection is no longer of use. */
export class WebSocketError extends Error {
  override readonly name = "WebSocketError";
  /** For programs: the class is lost between isolates, the code is not. */
  readonly code = "websocket";

  /**
   * @param closeCode what to say in the Close frame
   * @param message what the peer did; ASCII, at most 123 characters, because it goes into the Close
   *   frame
   */
  constructor(readonly closeCode: number, message: string) {
    super(message);
  }
}
