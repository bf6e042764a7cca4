import type { Requester } from "../server/workers/compute/requester.ts";
import { BufferedWriter } from "../io/buffered_writer.ts";
import type { RequestReader, TOO_LONG } from "../io/request_reader.ts";
import type { Connection } from "../net/connection.ts";
import { hostOf } from "../net/address/host_of.ts";
import { lingeringClose } from "../net/connection/lingering_close.ts";
import { watchForReset } from "../net/connection/watch_for_reset.ts";
import { TimeSlice } from "../server/time_slice.ts";

/** The reply to a question. */
export interface Reply {
  /** As it is sent, line end and all. */
  readonly text: string;
  /** Whether the conversation ends with it. */
  readonly last?: boolean;
}

/** Makes replies; a promise when the reply takes longer. */
export type RequestHandler = (
  question: Uint8Array | typeof TOO_LONG,
  requester: Requester,
) => Reply | Promise<Reply>;

/**
 * A conversation of questions and answers.
 *
 * Questions may be sent without waiting for answers; these come in the order of the questions, gathered into
 * as few writes as there are pauses. While one answer is being computed elsewhere, nothing more is read from
 * this client, so nobody can make the server hold more than one question and its buffer; and while
 * a client sends thousands at once the others have their turn in between. A client that breaks off
 * meanwhile is noticed all the same, and the computation for it is ended.
 */
export async function serveRequests(
  connection: Connection,
  questions: RequestReader,
  reply: RequestHandler,
): Promise<void> {
  const writer = new BufferedWriter(connection);
  const slice = new TimeSlice();
  const leaving = new AbortController();
  const requester: Requester = { client: hostOf(connection.remote), signal: leaving.signal };
  // The answers before a late one need not wait for it.
  const wait = async (late: Promise<Reply>) => {
    using _watch = watchForReset(connection, () => leaving.abort());
    await writer.flush();
    return await late;
  };
  for (let first = await questions.next(); first !== null; first = await questions.next()) {
    slice.restart();
    for (
      let question: typeof first | undefined = first;
      question !== undefined;
      question = questions.take()
    ) {
      const made = reply(question, requester);
      // No `await` for a reply that is ready: that would cost as much as the reply.
      const { text, last } = made instanceof Promise ? await wait(made) : made;
      writer.push(encoder.encode(text));
      if (last) return await end(connection, writer);
      if (writer.full || slice.over) {
        await writer.flush();
        slice.restart();
      }
    }
    await writer.flush();
  }
}

async function end(connection: Connection, writer: BufferedWriter): Promise<void> {
  await writer.flush();
  await lingeringClose(connection);
}

const encoder = new TextEncoder();
