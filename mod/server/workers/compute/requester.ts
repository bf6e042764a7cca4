/** Who wants a computation done. */
export interface Requester {
  /** Those of the same name share one line of the queue: all connections of a host, as `hostOf` names it. */
  readonly client: string;
  /** Aborts when nobody wants the answer any more: then it is not computed, or not to the end. */
  readonly signal?: AbortSignal | undefined;
}
