import { msg } from "../i18n/message.ts";
import { MessageError } from "../i18n/message_error.ts";
import type { Input } from "../cli/command_context.ts";

/** The longest line that is read from standard input, in characters. */
const longest = 1 << 24;

/**
 * The lines of standard input, as many at a time as one read brings. The last one counts even without a line
 * end. A line may end with LF, with CR LF, and with CR NUL, as telnet sends it.
 *
 * @throws {Error} when a line is longer than 16 million characters.
 */
export async function* stdinLines(stdin: Input): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(65_536);
  let rest = "";
  for (let length = await stdin.read(buffer); length !== null; length = await stdin.read(buffer)) {
    const text = rest + decoder.decode(buffer.subarray(0, length), { stream: true });
    const lines = text.replaceAll("\r\0", "\n").split("\n");
    rest = lines.pop()!;
    if (rest.length > longest) {
      throw new MessageError(msg`A line of the input is longer than ${longest} characters`);
    }
    if (lines.length > 0) yield lines.map(withoutReturn);
  }
  rest += decoder.decode(); // a character that was never completed
  if (rest !== "") yield [withoutReturn(rest)];
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
