import { LinesInMessages } from "../../io/lines_in_messages.ts";
import { isMessageFraming } from "../../io/message_framing.ts";
import type { ConnectionHandler, Service } from "../../server/service.ts";
import { CHAT_DEFAULTS, type ChatOptions } from "./chat_options.ts";
import { type ChatContext, chatSession, type ChatSessionOptions } from "./chat_session.ts";
import { Door } from "../../io/password_door.ts";
import { Hub } from "./room/hub.ts";
import { MemoryLog } from "./log/memory_log.ts";

/**
 * The chat service (exercises E16 to E18): many clients in one room.
 *
 * Its clients share the room, so one isolate serves them all, and that isolate needs no lock: between two
 * `await`s nothing else runs (see `mod/server/modes/events.ts`).
 */
const chat: Service<Partial<ChatOptions>> = {
  name: "chat",
  state: "shared",
  module: import.meta.url,
  create(given) {
    const options = { ...CHAT_DEFAULTS, ...given };
    const hub = new Hub({ log: new MemoryLog(), server: "here", expect: options.expect, kept: options.kept });
    const opened = hub.open();
    const handler = inItsFraming(chatContext(hub, options));
    return async (connection, context) => {
      await opened;
      await handler(connection, context);
    };
  },
};

export default chat;

/**
 * The same service over a hub that is open already, with any kind of log.
 *
 * @param context what all its sessions share; see {@linkcode chatContext}
 */
export function chatIn(context: ChatContext): Service<ChatOptions> {
  return { ...chat, create: () => inItsFraming(context) };
}

/**
 * The things that the sessions of one server share.
 *
 * @param password asked for before anything else; without one everybody may come in
 */
export function chatContext(hub: Hub, options: ChatOptions, password?: string): ChatContext {
  let guests = 0;
  const door = password === undefined ? undefined : new Door(password);
  return { hub, options, guestName: () => `guest${++guests}`, door };
}

/** A way into the room for connections whose messages are marked off as the options say. */
function inItsFraming(context: ChatContext): ConnectionHandler {
  const handler = handlerFor(context);
  const { framing } = context.options;
  if (!isMessageFraming(framing)) return handler;
  return (connection, given) => handler(new LinesInMessages(connection, framing), given);
}

/** A way from a connection into the room; its messages are lines, or what one read returns. */
export function handlerFor(context: ChatContext, terms?: ChatSessionOptions): ConnectionHandler {
  return (connection, { signal }) => chatSession(connection, signal, context, terms);
}
