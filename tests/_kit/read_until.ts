/**
 * Reads until this has come. A loop around `read()` that does not look for the end goes on for ever once a program has
 * ended, and lets no timer of its thread run: no limit of time ends it.
 *
 * @param fits what is waited for
 * @param before what has been read already
 * @returns all that was read, `before` included
 * @throws {Error} when it ends first, with what came
 */
export async function readUntil(
  reader: ReadableStreamDefaultReader<string>,
  fits: string | RegExp,
  before = "",
): Promise<string> {
  let text = before;
  while (!(typeof fits === "string" ? text.includes(fits) : fits.test(text))) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`It ended without ${fits}, and said: ${text}`);
    text += value;
  }
  return text;
}
