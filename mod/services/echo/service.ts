import type { Framing } from "../../io/message_framing.ts";
import type { ConnectionHandler, Service } from "../../server/service.ts";

/** How the echo service answers. */
export interface EchoOptions {
  /** How a message is changed before it goes back. */
  readonly transform: "upper" | "none";
  /** What counts as a message: a line, all that one read returns, or what a length or a zero byte marks off. */
  readonly framing: Framing;
  /** The message that ends the conversation. */
  readonly end?: string | undefined;
  /** The greeting, sent before the client says anything. */
  readonly welcome?: string | undefined;
  /** The answer to the first message, no matter what it was; then the conversation is over. */
  readonly reply?: string | undefined;
  /** The longest line or message in bytes. @default {65536} */
  readonly limit?: number | undefined;
}

/**
 * The echo service of the sheets: the same line comes back in upper case (exercise E1), after a welcome (E7);
 * one message for one reply (E8); the same bytes come back until somebody says `fin` (E9).
 */
const echo: Service<EchoOptions> = {
  name: "echo",
  state: "none",
  module: import.meta.url,
  create(options): ConnectionHandler {
    // What is said is loaded while the server begins to listen
    let handler: ConnectionHandler | undefined;
    const loaded = import("./echo_handler.ts").then(({ echoHandler }) => handler = echoHandler(options));
    loaded.catch(() => {/* thrown to each connection */});
    return (connection, context) =>
      handler?.(connection, context) ?? loaded.then((made) => made(connection, context));
  },
};

export default echo;
