import { acceptKey, readUpgrade } from "../../net/websocket/handshake.ts";
import type { ConnectionHandler } from "../../server/service.ts";
import { hasForeignOrigin } from "../middleware/same_origin.ts";
import { type HttpReply, type HttpRequest, textReply } from "../wire/message.ts";
import { WebSocketConnection } from "./websocket_connection.ts";

/** What a browser is told that is not let in, each a line for people. */
export interface PageSocketWords {
  /** It shows a page of another site. */
  readonly foreign: string;
  /** There are as many as there may be. */
  readonly full: string;
}

/**
 * The WebSockets between a server and its own pages: one for each browser, for this site's pages alone, and no more than
 * so many at once. Every page's socket is let in here, so that none forgets whom to keep out (RFC 6455, section 10.2).
 */
export class PageSockets {
  readonly #most: number;
  readonly #words: PageSocketWords;
  #open = 0;

  /** @param most how many may be open at once */
  constructor(most: number, words: PageSocketWords) {
    [this.#most, this.#words] = [most, words];
  }

  /**
   * Turns a request into a WebSocket, or says why not.
   *
   * @param talk speaks on it; it is closed for it at the end
   */
  async reply(request: HttpRequest, talk: ConnectionHandler): Promise<HttpReply> {
    const upgrade = readUpgrade(request.method, request.fields);
    if ("reason" in upgrade) return textReply(upgrade.status, `${upgrade.reason}\n`, upgrade.fields);
    if (request.body.length !== 0) return textReply(400, "a WebSocket is asked for without a body\n");
    if (hasForeignOrigin(request)) return textReply(403, `${this.#words.foreign}\n`);
    if (this.#open >= this.#most) return textReply(503, `${this.#words.full}\n`);
    this.#open++;
    return {
      status: 101,
      fields: [["upgrade", "websocket"], ["sec-websocket-accept", await acceptKey(upgrade.key)]],
      upgrade: async (connection, context) => {
        try {
          await talk(new WebSocketConnection(connection, context.signal, request.remote), context);
        } finally {
          this.#open--;
        }
      },
      onEnd: ({ complete }) => void (complete || this.#open--),
    };
  }
}
