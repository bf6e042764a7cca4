import { PageSockets } from "../../../http/websocket/page_sockets.ts";
import type { HttpReply, HttpRequest } from "../../../http/wire/message.ts";
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
  readonly #sockets = new PageSockets(MOST_PAGES, {
    foreign: "another site's page may not come in",
    full: "too many pages are open",
  });

  /**
   * Turns a request into such a line.
   *
   * @param open makes what the page is told; it is disposed of when the page has gone
   */
  async reply(request: HttpRequest, open: () => LiveSource): Promise<HttpReply> {
    return await this.#sockets.reply(request, async (connection, { signal }) => {
      using socket = connection;
      using source = open();
      await tell(socket, source, signal);
    });
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
