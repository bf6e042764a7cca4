import { type Message, msg } from "../i18n/message.ts";
import { AcceptMux } from "../net/accept/accept_mux.ts";
import { AcceptRecovery } from "../net/accept/accept_recovery.ts";
import type { Connection } from "../net/connection.ts";
import type { ServerListener } from "./modes/mode.ts";
import { errorKind, errorText, systemMessage } from "../net/errors/system_error.ts";
import type { Tracer } from "../trace/tracer.ts";
import { onAbort } from "../net/connection/on_abort.ts";

/** What the accept loop needs. */
export interface AcceptLoop {
  /** One or more sockets; the loop closes them when it ends. */
  readonly listeners: readonly ServerListener[];
  /** One is taken before each accept and given back when the session is over. */
  readonly permits: { acquire(signal: AbortSignal): Promise<Disposable | undefined> };
  /** How many clients to accept in all; without it, there is no end. */
  readonly maxClients?: number | undefined;
  /** Ends the loop. */
  readonly signal: AbortSignal;
  /** Receives what happens. */
  readonly trace: Tracer;
  /** Prints a line for the person who runs the server. */
  log(message: Message): void;
  /** Serves one client; never rejects. */
  session(connection: Connection): Promise<void>;
}

/**
 * # The accept loop
 *
 * `accept` in a loop is the heart of every server on the sheets, and all six modes are this loop
 * with a different answer to one question: what happens with the connection? Served to the end
 * before the next accept, the server is iterative; started and left to itself, it is concurrent.
 * Only the number of permits decides which it is: with one, the second client waits in the kernel's
 * queue (the backlog, listen(2)) until the first has left.
 *
 * Two things distinguish this loop from the one in the textbook. The permit is taken *before* the accept, so
 * that a full server queues in the kernel and not in its own memory. And `accept` may fail without the
 * listener being broken, which the loop survives (`accept_recovery.ts`).
 *
 * @returns when the signal has aborted or the last client was accepted, and every session has ended.
 * @throws {NetError} when the listener is broken.
 */
export async function acceptLoop(loop: AcceptLoop): Promise<void> {
  const sessions = new Set<Promise<void>>();
  const recovery = new AcceptRecovery(loop.signal);
  const arrivals = new AcceptMux(loop.listeners);
  const close = () => {
    loop.listeners.forEach((listener) => listener.close());
    arrivals.close();
  };
  using _closing = onAbort(loop.signal, close);
  try {
    await acceptClients(arrivals, loop, recovery, (connection, permit) => {
      const session = loop.session(connection).then(() => {
        permit[Symbol.dispose]();
        sessions.delete(session);
        recovery.released();
      });
      sessions.add(session);
    });
    close();
    await Promise.all(sessions);
  } finally {
    close();
  }
}

async function acceptClients(
  arrivals: AcceptMux,
  loop: AcceptLoop,
  recovery: AcceptRecovery,
  begin: (connection: Connection, permit: Disposable) => void,
): Promise<void> {
  const { maxClients = Infinity } = loop;
  for (let accepted = 0; accepted < maxClients && !loop.signal.aborted;) {
    const permit = await loop.permits.acquire(loop.signal);
    if (permit === undefined) return;
    try {
      const connection = await arrivals.next();
      recovery.accepted();
      accepted++;
      begin(connection, permit);
    } catch (error) {
      permit[Symbol.dispose]();
      if (loop.signal.aborted) return;
      report(error, recovery.short, loop);
      await recovery.failed(error);
    }
  }
}

/**
 * A problem that affects all clients is reported once to the person who runs the server; one
 * client's problem goes to the trace only.
 */
function report(error: unknown, before: boolean, { trace, log }: AcceptLoop): void {
  const reason = errorText(error);
  trace.emit({ event: "error", detail: `accept: ${reason}` });
  const kind = errorKind(error);
  // A broken listener has its own sentence.
  if (!before && kind !== "peer" && kind !== "broken") {
    log(msg`cannot accept a client for the moment: ${systemMessage(reason)}`);
  }
}
