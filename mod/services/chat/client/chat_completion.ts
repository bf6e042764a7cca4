const COMMANDS = ["/all", "/bye", "/help", "/history", "/me", "/msg", "/nick", "/topic", "/who"];

/**
 * The words that the Tab key may finish: commands at the beginning of a line, and names that were seen in the
 * room.
 */
export class ChatCompletion {
  readonly #names = new Set<string>();

  /** Takes note of names. */
  learn(names: Iterable<string>): void {
    for (const name of names) this.#names.add(name);
  }

  /** Every word that the last word of the text may become, in order. */
  of(text: string): string[] {
    const word = text.slice(text.lastIndexOf(" ") + 1).toLowerCase();
    const words = text.startsWith("/") && !text.includes(" ") ? COMMANDS : [...this.#names].sort();
    return word === "" ? [] : words.filter((each) => each.toLowerCase().startsWith(word));
  }
}
