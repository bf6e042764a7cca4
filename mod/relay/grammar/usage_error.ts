/** The command line cannot be understood; the message is the sentence to show. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code = "usage";
}
