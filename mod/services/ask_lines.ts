import { msg } from "../i18n/message.ts";
import { MessageError } from "../i18n/message_error.ts";
import { FrameReader } from "../io/frame_reader.ts";
import { textLines } from "../io/lines.ts";
import type { Connection } from "../net/connection.ts";
import { isDisconnect } from "../net/errors/disconnect.ts";

/** A question that was answered. */
export interface Answered {
  readonly question: string;
  readonly answer: string;
  /** Milliseconds from the sending of the question to its answer. */
  readonly elapsed: number;
}

/** How many questions may be on their way before the answers have to catch up. */
const window = 4096;
/** The longest answer that is understood, in bytes. */
const longestAnswer = 1 << 20;

/**
 * Asks questions, one on each line, without waiting for an answer before the next, and tells the
 * answers in order.
 *
 * @param batches the questions, as many at a time as there are.
 * @param tell called with the answers that have come, as many at a time as there are; its result is
 * awaited.
 * @throws {Error} when the server leaves before it has answered everything.
 */
export async function askLines(
  connection: Connection,
  batches: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
  tell: (answered: readonly Answered[]) => Promise<void>,
): Promise<void> {
  const asked = new Asked();
  const asking = ask(connection, batches, asked);
  // When the server leaves, the reader fails first; the writer's own failure is then the same news.
  asking.catch(() => connection.close());
  await listen(connection, asked, tell);
  await asking;
}

/** The questions that have no answer yet. */
class Asked {
  readonly #questions: { question: string; at: number }[] = [];
  #changed = Promise.withResolvers<void>();
  /** No further question will come. */
  complete = false;

  /** Every question was asked and answered. */
  get over(): boolean {
    return this.complete && this.#questions.length === 0;
  }

  add(questions: readonly string[]): void {
    const at = performance.now();
    for (const question of questions) this.#questions.push({ question, at });
  }

  answer(answer: string): Answered | undefined {
    const first = this.#questions.shift();
    this.#changed.resolve();
    return first && { question: first.question, answer, elapsed: performance.now() - first.at };
  }

  /** Waits until fewer than `window` questions are open. */
  async room(): Promise<void> {
    while (this.#questions.length >= window) {
      this.#changed = Promise.withResolvers();
      await this.#changed.promise;
    }
  }
}

async function ask(
  connection: Connection,
  batches: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
  asked: Asked,
): Promise<void> {
  for await (const batch of batches) {
    for (let start = 0; start < batch.length; start += window) {
      const part = batch.slice(start, start + window);
      await asked.room();
      asked.add(part);
      await connection.write(encoder.encode(part.map((question) => `${question}\n`).join("")));
    }
  }
  asked.complete = true;
  // Once every answer is in, nothing more will be said: the reader waits for a line that will not
  // come.
  if (asked.over) connection.close();
}

async function listen(
  connection: Connection,
  asked: Asked,
  tell: (answered: readonly Answered[]) => Promise<void>,
): Promise<void> {
  const reader = new FrameReader(connection, textLines({ limit: longestAnswer }));
  while (!asked.over) {
    const first = await reader.next().catch((error) => {
      if (isDisconnect(error) && asked.over) return null;
      throw error;
    });
    if (first === null && asked.over) return;
    if (first === null) throw new MessageError(msg`the server closed the connection before it had answered`);
    const answered: (Answered | undefined)[] = [];
    for (let found: typeof first | undefined = first; found !== undefined; found = reader.take()) {
      answered.push(asked.answer(found.frame));
    }
    await tell(answered.filter((each) => each !== undefined));
  }
}

const encoder = new TextEncoder();
