/** Why something with the network did not work, as a word that a program can compare. */
export type NetErrorCode =
  | "host_not_found"
  | "connection_refused"
  | "connection_timed_out"
  | "unreachable"
  | "address_in_use"
  | "address_not_available"
  | "permission_denied"
  | "connection_failed"
  | "listen_failed";

/** A failure of the network, told as a sentence for people with a code for programs. */
export class NetError extends Error {
  /** What kind of error it is. */
  override readonly name = "NetError";
  /** Why, for programs. */
  readonly code: NetErrorCode;

  /**
   * Makes an error.
   *
   * @param message a sentence that names the action, the address and, where there is one, the next step.
   */
  constructor(code: NetErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
