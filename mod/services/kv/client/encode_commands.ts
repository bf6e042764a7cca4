import { latin1Bytes } from "../latin1.ts";

/** A command and its arguments; one character a byte. */
export type CommandWords = readonly string[];

/** Commands as bytes: requests of RESP. */
export function encodeCommands(commands: readonly CommandWords[]): Uint8Array {
  const parts = commands.map((words) =>
    `*${words.length}\r\n${words.map((each) => `$${each.length}\r\n${each}\r\n`).join("")}`
  );
  return latin1Bytes(parts.join(""));
}

/** Whether messages follow the answer, until the conversation ends. */
export function isSubscription([name = ""]: CommandWords): boolean {
  return /^p?subscribe$/i.test(name);
}
