/** What came of a job. */
export type Computed<Answer> =
  | { readonly answer: Answer }
  | { readonly gaveUp: GaveUp };

/** Why there is no answer; "stopped" when the server stops, and when whoever asked has left. */
export type GaveUp = "too-slow" | "busy" | "stopped" | "failed";
