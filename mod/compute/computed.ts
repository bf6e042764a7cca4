/** What came of a job. */
export type Computed<Answer> =
  | { readonly answer: Answer }
  | { readonly gaveUp: GaveUp };

/** Why there is no answer. */
export type GaveUp = "too-slow" | "busy" | "stopped" | "failed";
