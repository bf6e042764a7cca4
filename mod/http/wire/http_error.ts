/**
 * A request that cannot be served, with the status that says so; the sentence is sent to the client
 * unchanged.
 */
export class HttpError extends Error {
  /** For programs: the class is lost between isolates, the code is not. */
  readonly code = "http_error";

  /**
   * @param status the status code of the answer, 400–599
   * @param message one sentence for the person at the other end; no secrets, no paths of this
   *   machine
   * @param headers fields the status demands (`Allow` for 405, `Content-Range` for 416 …)
   * @param close the connection cannot be used again, because the start of the next request is not
   *   known
   */
  constructor(
    readonly status: number,
    message: string,
    readonly headers: readonly Field[] = [],
    readonly close = false,
  ) {
    super(message);
    this.name = "HttpError";
  }
}

/** One header field: its name as written on the wire, and its value. */
export type Field = readonly [name: string, value: string];
