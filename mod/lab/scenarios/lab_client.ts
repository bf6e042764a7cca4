import { msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import { delay } from "@std/async";
import { FrameReader } from "../../io/frame_reader.ts";
import { lines } from "../../io/lines.ts";
import type { Connection } from "../../net/connection.ts";
import { dial, type HostPort } from "../../net/tcp/dial.ts";
import { onAbort } from "../../net/connection/on_abort.ts";

/** How a {@linkcode talkUntil} client behaves. */
export interface LabTalk {
  /** The line that is sent each time. */
  readonly request: string;
  /** Requests in one connection; then the client comes again with a new one. */
  readonly requests: number;
  /** Whether one connection is enough. @default {false} */
  readonly once?: boolean | undefined;
  /** Ends the talk, in the middle of a request if need be. */
  readonly signal: AbortSignal;
  /** Told how long an answer took, in milliseconds; the first one of a connection from before `connect`. */
  answered(milliseconds: number): void;
}

/** An ordinary client: it connects, asks a few times, leaves, and comes again. Never rejects. */
export async function talkUntil(server: HostPort, talk: LabTalk): Promise<void> {
  while (!talk.signal.aborted) {
    try {
      await converse(server, talk);
      if (talk.once) return;
    } catch {
      // Refused, reset or cut: a client that is not served tries again a little later.
      await delay(20, { signal: talk.signal }).catch(() => {/* time is up */});
    }
  }
}

async function converse(server: HostPort, { request, requests, signal, answered }: LabTalk): Promise<void> {
  let started = performance.now();
  using connection = await dial(server, { signal });
  using _cut = closeOn(signal, connection);
  const reader = new FrameReader(connection, lines());
  const bytes = new TextEncoder().encode(`${request}\n`);
  for (let turn = 0; turn < requests && !signal.aborted; turn++) {
    await connection.write(bytes);
    if (await reader.next() === null) throw new MessageError(msg`the server left`);
    const now = performance.now();
    answered(now - started);
    started = now;
  }
}

/**
 * Connects, says one line (or nothing), and then does not speak or listen until the signal. Never
 * rejects.
 */
export async function stallUntil(server: HostPort, line: string, signal: AbortSignal): Promise<void> {
  try {
    using connection = await dial(server, { signal });
    if (line !== "") await connection.write(new TextEncoder().encode(`${line}\n`));
    await new Promise<void>((resolve) => onAbort(signal, resolve));
  } catch {
    // The server is gone, or time is up.
  }
}

function closeOn(signal: AbortSignal, connection: Connection): Disposable {
  return onAbort(signal, () => connection.close());
}
