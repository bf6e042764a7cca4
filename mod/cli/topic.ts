/** Something that the program's help explains although it is not a command. */
export interface Topic {
  /** As typed after `netlab help`. */
  readonly name: string;
  /** Its subject, in one line. */
  readonly summary: string;
  /** The whole text, without a line end after its last line. */
  text(): Promise<string>;
}
