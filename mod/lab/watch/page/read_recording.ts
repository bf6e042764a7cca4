import { msg } from "../../../i18n/message.ts";
import { MessageError, messageOf } from "../../../i18n/message_error.ts";
import { parseWatchEvent } from "../recording.ts";
import { systemFailure } from "../../../net/errors/system_error.ts";
import type { EventFeed } from "./event_feed.ts";

/** The longest line that is read, characters: a longer one is no event. */
const LONGEST_LINE = 1 << 20;

/**
 * Reads a recording from a file, which may come from anybody: lines that are no events are passed over.
 *
 * @throws {MessageError} when the file cannot be read, or does not begin with a recording's head
 */
export async function readRecording(path: string, feed: EventFeed): Promise<void> {
  let isOne = false;
  for await (const line of linesOf(path)) {
    const event = parseWatchEvent(line);
    if (event === undefined || (event.type === "head") === isOne) {
      if (isOne || line.trim() === "") continue;
      break;
    }
    isOne = true;
    feed.addLine(line.trim());
  }
  if (!isOne) {
    throw new MessageError(msg`"${path}" is not a recording: its first line is not the head of one`);
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  try {
    using file = await Deno.open(path);
    const text = file.readable.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>);
    let rest = "";
    for await (const piece of text) {
      const lines = (rest + piece).split("\n");
      rest = lines.pop()!.slice(0, LONGEST_LINE);
      yield* lines;
    }
    yield rest;
  } catch (error) {
    if (systemFailure(error) === "not_found") {
      throw new MessageError(msg`Cannot find the recording "${path}"`);
    }
    throw new MessageError(msg`Cannot read "${path}": ${messageOf(error)}`, { cause: error });
  }
}
