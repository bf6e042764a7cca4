import { acceptKey, readUpgrade } from "../../../net/websocket/handshake.ts";
import { hasForeignOrigin } from "../../../http/middleware/same_origin.ts";
import { WebSocketConnection } from "../../../http/websocket/websocket_connection.ts";
import { type HttpReply, type HttpRequest, textReply } from "../../../http/wire/message.ts";
import type { Connection } from "../../../net/connection.ts";
import { onAbort } from "../../../net/connection/on_abort.ts";

/** What a page is told, one after another; made when the browser takes it, so that a slow one gets the newest only. */
export interface LiveSource extends Disposable {
  /** What is new, as JSON; undefined: nothing. */
  next(): string | undefined;
  /** Resolves when there may be something new. */
  changed(): Promise<void>;
}

/** Between two messages, milliseconds: what changes meanwhile goes together. */
const PAUSE = 250;

/** The most pages that are open at once: those of five hundred students, on two devices each, and of the teachers. */
export const MOST_PAGES = 1050;

/** The live lines to the pages of a class. */
export class LiveLines {
  #open = 0;

  /**
   * Turns a request into such a line.
   *
   * @param open makes what the page is told; it is disposed of when the page has gone
   */
  async reply(request: HttpRequest, open: () => LiveSource): Promise<HttpReply> {
    const upgrade = readUpgrade(request.method, request.fields);
    if ("reason" in upgrade) return textReply(upgrade.status, `${upgrade.reason}\n`, upgrade.fields);
    if (request.body.length !== 0) return textReply(400, "a WebSocket is asked for without a body\n");
    if (hasForeignOrigin(request)) return textReply(403, "another site's page may not come in\n");
    if (this.#open >= MOST_PAGES) return textReply(503, "too many pages are open\n");
    this.#open++;
    const accept = await acceptKey(upgrade.key);
    return {
      status: 101,
      fields: [["upgrade", "websocket"], ["sec-websocket-accept", accept]],
      upgrade: async (connection, { signal }) => {
        try {
          using socket = new WebSocketConnection(connection, signal, request.remote);
          using source = open();
          await tell(socket, source, signal);
        } finally {
          this.#open--;
        }
      },
      onEnd: ({ complete }) => void (complete || this.#open--),
    };
  }
}

async function tell(socket: Connection, source: LiveSource, signal: AbortSignal): Promise<void> {
  const gone = Promise.withResolvers<void>();
  using _stop = onAbort(signal, () => gone.resolve());
  let open = true;
  gone.promise.then(() => open = false);
  // A page says nothing; reading finds out that it has gone.
  const buffer = new Uint8Array(1024);
  const reading = (async () => {
    while (await socket.read(buffer) !== null);
  })().catch(() => {}).finally(() => gone.resolve());
  while (open) {
    const news = source.next();
    if (news !== undefined) {
      await socket.write(new TextEncoder().encode(news));
      await pause(gone.promise);
    } else await Promise.race([gone.promise, source.changed()]);
  }
  if (signal.aborted) await socket.closeWrite();
  socket.close();
  await reading;
}

async function pause(gone: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout>;
  await Promise.race([gone, new Promise<void>((resolve) => timer = setTimeout(resolve, PAUSE))]);
  clearTimeout(timer!);
}
