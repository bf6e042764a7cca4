/** The command line was wrong: said with the usage, and the program ends with 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
