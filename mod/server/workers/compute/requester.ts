/** Who wants a computation done. */
export interface Requester {
  /**
   * Requesters with the same name share one line of the queue: all connections of a host, as
   * `hostOf` names it.
   */
  readonly client: string;
  /** Aborts when the answer is no longer wanted: then it is not computed, or not to the end. */
  readonly signal?: AbortSignal | undefined;
}
