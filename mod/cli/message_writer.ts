import { ENGLISH, type Translate } from "../i18n/locale.ts";
import { hexControls } from "../io/visible_text.ts";
import { msg } from "../i18n/message.ts";
import type { MessageWriter } from "./command_context.ts";

/** The place where messages are written: standard error, or a test's own. */
export interface MessageSink {
  write(bytes: Uint8Array): Promise<number>;
  isTerminal(): boolean;
  /** Whether it is a terminal that obeys escape sequences. */
  obeysEscapes(): boolean;
}

/**
 * Messages that never hold up the code that says them.
 *
 * A server's log often goes to a pipe, and a pipe whose reader has stopped takes 64 KiB and then nothing.
 * Lines therefore wait here, up to a limit; beyond it they are counted instead, and the count is said as soon
 * as there is room again. When the sink breaks (its reader has left) the messages are dropped: a server goes
 * on without a log.
 *
 * What a terminal would obey in a message is escaped; only what is drawn may steer it.
 *
 * @param translate puts sentences into the reader's language.
 * @param limit characters that may wait.
 */
export function messageWriter(
  sink: MessageSink,
  columns: () => number,
  translate: Translate = ENGLISH.translate,
  limit = 1 << 20,
): MessageWriter {
  const encoder = new TextEncoder();
  let waiting = "";
  let lost = 0;
  let writing: Promise<void> | undefined;
  let draining = false;

  const drain = async () => {
    if (draining) return;
    draining = true;
    while (waiting !== "") {
      const bytes = encoder.encode(waiting);
      waiting = "";
      await writeAll(sink, bytes);
      if (lost > 0) {
        waiting = `${translate(msg`(${lost} lines were lost because nobody read them)`)}\n${waiting}`;
        lost = 0;
      }
    }
    draining = false;
    writing = undefined;
  };
  const say = (text: string) => {
    if (waiting.length + text.length > limit) lost++;
    else waiting += text;
    // Lines said in the same turn of the loop go out together.
    writing ??= Promise.resolve().then(drain);
  };
  return {
    tell: (message) => say(`${safe(translate(message))}\n`),
    verbatim: (text) => say(`${safe(text)}\n`),
    draw: (text) => {
      if (sink.obeysEscapes()) say(text);
    },
    isTerminal: () => sink.isTerminal(),
    obeysEscapes: () => sink.obeysEscapes(),
    columns,
    flush() {
      // Begun at once, by whoever does not wait for the end of this turn
      if (waiting !== "" && !draining) writing = drain();
      return writing ?? Promise.resolve();
    },
  };
}

/** Whatever has found its way into a sentence: a file, a server or a peer must not control the terminal. */
function safe(text: string): string {
  return hexControls(text, "\n\t");
}

async function writeAll(sink: MessageSink, bytes: Uint8Array): Promise<void> {
  try {
    for (let written = 0; written < bytes.length;) written += await sink.write(bytes.subarray(written));
  } catch {
    // Nobody reads the messages any more. We do not stop working because of that.
  }
}
