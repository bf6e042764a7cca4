import { Buffer } from "node:buffer";
import type { Connection } from "../../../net/connection.ts";
import type { RespReader, RespReply } from "../resp/resp_reader.ts";

/** A command and its arguments; one character a byte. */
export type CommandWords = readonly string[];

/** How many commands may be on their way before their answers are read. */
const AT_ONCE = 1000;

/**
 * Asks commands and tells the answers in their order. Answers are read while commands are still being written, so
 * neither side waits for the other one to make room.
 *
 * @param tell its result is awaited
 * @returns whether the server went on answering; false when it has ended the conversation
 */
export async function askCommands(
  connection: Connection,
  replies: RespReader,
  commands: readonly CommandWords[],
  tell: (reply: RespReply) => Promise<void>,
): Promise<boolean> {
  for (let start = 0; start < commands.length; start += AT_ONCE) {
    const part = commands.slice(start, start + AT_ONCE);
    const writing = connection.write(encodeCommands(part));
    writing.catch(() => {/* a server that has left: the reader says so */});
    for (const words of part) {
      for (let left = answersTo(words); left > 0; left--) {
        const reply = await replies.next();
        if (reply === null) return false;
        await tell(reply);
        if (reply.type === "error") break;
      }
    }
    await writing;
  }
  return true;
}

/** Whether messages follow the answer, until the conversation ends. */
export function isSubscription([name = ""]: CommandWords): boolean {
  return /^p?subscribe$/i.test(name);
}

/** How many answers a command has: one for each channel of those it subscribes to. */
function answersTo(words: CommandWords): number {
  return isSubscription(words) ? Math.max(1, words.length - 1) : 1;
}

/** Commands as bytes. */
export function encodeCommands(commands: readonly CommandWords[]): Uint8Array {
  const parts = commands.map((words) =>
    `*${words.length}\r\n${words.map((each) => `$${each.length}\r\n${each}\r\n`).join("")}`
  );
  return Buffer.from(parts.join(""), "latin1");
}

/** A text that somebody typed, one character a byte. */
export function bytesOf(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
