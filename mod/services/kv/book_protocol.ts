import { lingeringClose } from "../../net/connection/lingering_close.ts";
import { BookRequests } from "./book_requests.ts";
import { CommandError } from "./commands/kv_command.ts";
import type { KvClient } from "./kv_client.ts";
import type { KvServer } from "./kv_server.ts";
import { latin1Text } from "./latin1.ts";
import { OutOfMemory } from "./store/keyspace.ts";

/*
The "very small key/value data server" that sheet 003 begins with (exercise E26), in the two forms of the book:

- the first one has bare strings without line ends, a request being what one `recv` returns: `1key|value` is stored and
  answered `1`, `0key` is answered with the value, or `0` when there is none; many requests on one connection.
- the other one, built with `socketserver`, has lines: one line, one answer with a line end, then the end.

What has a line end is the second form. Anything malformed is answered `0`.
*/

/** Whether a client speaks the book's protocol. @param first the first bytes that it sends, at least one */
export function isBook(first: Uint8Array): boolean {
  return first[0] === ZERO || first[0] === ONE;
}

/**
 * The conversation of a client that speaks it.
 *
 * @param first the first bytes that it sent; the caller's own
 * @param isFull whether there was no room for more of them
 */
export async function answerBook(
  client: KvClient,
  server: KvServer,
  first: Uint8Array,
  isFull: boolean,
): Promise<void> {
  const { connection } = client;
  if (!client.isKnown) {
    await connection.write(encoder.encode("0"));
    return await lingeringClose(connection);
  }
  const most = server.options.maxKey + server.options.maxValue + 2;
  const requests = new BookRequests(connection, most);
  let request: string | undefined = await requests.whole(latin1Text(first), isFull);
  const hasLines = request.includes("\n");
  while (request !== undefined) {
    if (hasLines) request = request.slice(0, request.indexOf("\n")).replace(/\r$/, "");
    const answer = request.length > most ? "0" : await sharedAnswer(request, server);
    server.commands++;
    const isKept = await server.journal?.kept().then(() => true, () => false) ?? true;
    client.reply.text(isKept ? answer : "0");
    if (hasLines) client.reply.text("\n");
    await client.flush();
    if (hasLines) return await lingeringClose(connection);
    request = await requests.next();
  }
}

/** `1key|value` with one `|` and nothing empty. */
const STORE = /^1([^|]+)\|([^|]+)$/s;

/** The same, with a bus that may not take it. */
async function sharedAnswer(request: string, server: KvServer): Promise<string> {
  if (server.bus === undefined) return bookAnswer(request, server);
  const key = STORE.exec(request)?.[1] ?? request.slice(1);
  try {
    return await server.atomically(key, () => bookAnswer(request, server));
  } catch (error) {
    if (error instanceof CommandError) return "0";
    throw error;
  }
}

/**
 * The answer to a request, without a line end.
 *
 * @param request one character a byte
 */
export function bookAnswer(request: string, { keyspace, options }: KvServer): string {
  const stored = STORE.exec(request);
  if (stored !== null && stored[1]!.length <= options.maxKey && stored[2]!.length <= options.maxValue) {
    try {
      keyspace.set(stored[1]!, stored[2]!);
      return "1";
    } catch (error) {
      if (error instanceof OutOfMemory) return "0";
      throw error;
    }
  }
  return request.startsWith("0") && request.length > 1 ? keyspace.get(request.slice(1)) ?? "0" : "0";
}

const encoder = new TextEncoder();
const ZERO = 0x30;
const ONE = 0x31;
