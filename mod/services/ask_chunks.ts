import { msg } from "../i18n/message.ts";
import { MessageError } from "../i18n/message_error.ts";
import { chunks } from "../io/chunks.ts";
import { FrameReader } from "../io/frame_reader.ts";
import type { Connection } from "../net/connection.ts";
import type { Answered } from "./ask_lines.ts";

/**
 * Asks questions without line ends, each when the one before has its answer, and takes what one read returns
 * for an answer: for the servers of the sheets, which `recv` and `send` and mark nothing off.
 *
 * @param batches the questions, as many at a time as there are.
 * @param tell called with each answer; its result is awaited.
 * @throws {Error} when the server leaves before it has answered everything.
 */
export async function askChunks(
  connection: Connection,
  batches: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
  tell: (answered: readonly Answered[]) => Promise<void>,
): Promise<void> {
  const reader = new FrameReader(connection, chunks(), 65_536);
  for await (const batch of batches) {
    for (const question of batch) {
      const started = performance.now();
      await connection.write(new TextEncoder().encode(question));
      const answer = await reader.next();
      if (answer === null) {
        throw new MessageError(msg`the server closed the connection before it had answered`);
      }
      const elapsed = performance.now() - started;
      await tell([{ question, answer: new TextDecoder().decode(answer.frame).trimEnd(), elapsed }]);
    }
  }
}
