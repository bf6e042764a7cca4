/** The command line cannot be understood; the message is the sentence to show. */
export class CommandLineError extends Error {
  override readonly name = "CommandLineError";
  readonly code = "usage";
  /** A line below the message. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}
