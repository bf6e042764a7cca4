import { msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import type { Connection } from "../../net/connection.ts";
import { FrameError } from "../../io/framer.ts";
import { FrameReader } from "../../io/frame_reader.ts";
import { textLines } from "../../io/lines.ts";

/** Where the bytes of a file go, piece by piece. A piece is only good until the promise settles. */
export type FileSink = (piece: Uint8Array) => Promise<void>;

/** A transfer that did not end with a whole file, told as a sentence. */
export class TransferError extends MessageError {
  override readonly name = "TransferError";
}

/**
 * Asks a file server for one file (exercise E11) and hands the bytes on as they come.
 *
 * @param name the file's name, without a line end.
 * @param begin told the announced size in bytes before the first piece; returns the sink.
 * @returns the number of bytes received, which is the announced one.
 * @throws {TransferError} on `KO`, on something that is not an answer, and when the stream ends
 * early.
 * @throws the connection's own error when it breaks.
 */
export async function requestFile(
  connection: Connection,
  name: string,
  begin: (size: number) => Promise<FileSink>,
): Promise<number> {
  try {
    await connection.write(new TextEncoder().encode(`${name}\n`));
    const reader = new FrameReader(connection, textLines({ limit: 4096 }));
    const size = await readHead(reader);
    await receive(connection, reader.rest(), size, await begin(size));
    return size;
  } catch (error) {
    if (error instanceof FrameError) throw notAFileServer();
    throw error;
  }
}

async function readHead(reader: FrameReader<string>): Promise<number> {
  const verdict = (await reader.next())?.frame;
  if (verdict === undefined) throw new TransferError(msg`the server closed the connection without an answer`);
  const detail = (await reader.next())?.frame;
  if (verdict === "KO") {
    throw new TransferError(
      detail === undefined ? msg`the server refused: no reason given` : msg`the server refused: ${detail}`,
    );
  }
  if (verdict !== "OK" || detail === undefined || !/^\d{1,15}$/.test(detail)) throw notAFileServer();
  return Number(detail);
}

function notAFileServer(): TransferError {
  return new TransferError(msg`the answer is not that of a file server (neither OK with a size nor KO)`);
}

async function receive(
  connection: Connection,
  first: Uint8Array,
  size: number,
  sink: FileSink,
): Promise<void> {
  const start = first.subarray(0, size);
  if (start.length > 0) await sink(start);
  const buffer = new Uint8Array(Math.min(size - start.length, PIECE));
  for (let received = start.length; received < size;) {
    const length = await connection.read(buffer.subarray(0, Math.min(PIECE, size - received)));
    if (length === null) {
      throw new TransferError(msg`the connection ended early, after ${received} of ${size} bytes`);
    }
    await sink(buffer.subarray(0, length));
    received += length;
  }
}

const PIECE = 256 * 1024;
