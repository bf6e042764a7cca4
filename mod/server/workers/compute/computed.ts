/** The outcome of a job. */
export type Computed<Answer> =
  | { readonly answer: Answer }
  | { readonly gaveUp: ComputeFailure };

/** Why there is no answer; "stopped" when the server stops, and when the requester has left. */
export type ComputeFailure = "too-slow" | "busy" | "stopped" | "failed";
