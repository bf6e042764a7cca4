/** An answer that is not the right one: nothing excuses it. */
export class WrongAnswer extends Error {
  override readonly name = "WrongAnswer";
}

/**
 * A server that said no, in the words of its protocol. Right now and then: a full disk cannot take a file.
 */
export class Refused extends Error {
  override readonly name = "Refused";
}

/**
 * Compares an answer with the right one.
 *
 * @throws {WrongAnswer} when they differ, with both, cut to what a person reads
 */
export function expect(got: string, owed: string, what: string): void {
  if (got !== owed) throw new WrongAnswer(`${what}: got ${shown(got)}, owed ${shown(owed)}`);
}

function shown(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}…` : text);
}
