import { dial } from "../../../mod/net/tcp/dial.ts";
import type { Target } from "../../../mod/check/targets/target.ts";
import { BROKEN_CHAT_SERVERS } from "./broken_chat_servers.ts";
import { BROKEN_BOOK_SERVERS } from "./broken_book_servers.ts";
import { BROKEN_RESP_SERVERS } from "./broken_resp_servers.ts";
import { BROKEN_MESSAGE_MARKS } from "./broken_message_marks.ts";
import { BROKEN_MESSAGE_SERVERS } from "./broken_message_servers.ts";
import { BROKEN_UDP_SERVERS } from "./broken_udp_servers.ts";

/**
 * A server of this very process with one mistake, where nothing of a program (its end, its words, its processor) tells
 * the cause: what these take is a hundredth of a program's start.
 */
export interface BrokenServer {
  /** A key of `SERVER_CHECKS`. */
  readonly kind: string;
  /** The mistake, in words. */
  readonly mistake: string;
  readonly rule: string;
  /** Words of the diagnosis. */
  readonly diagnosis: string;
  /** Whether a check may start it anew. */
  readonly anew?: boolean;
  /** Begins to serve. */
  start(): RunningServer;
}

/** A server that serves until it is disposed of. */
export interface RunningServer extends Disposable {
  readonly port: number;
}

/** The server as the target of a check, which can only start it anew if it looks the same then. */
export function targetOf({ start, anew = false }: BrokenServer): Target {
  let server = start();
  const endpoint = () => ({ hostname: "127.0.0.1", port: server.port });
  return {
    name: "in process",
    ours: anew,
    ready(fresh) {
      if (!anew || !fresh) return Promise.resolve(false);
      server[Symbol.dispose]();
      server = start();
      return Promise.resolve(true);
    },
    connect: () => dial(endpoint()),
    endpoint,
    said: () => "",
    [Symbol.asyncDispose]() {
      server[Symbol.dispose]();
      return Promise.resolve();
    },
  };
}

/** All of them. */
export const BROKEN_SERVERS: readonly BrokenServer[] = [
  ...BROKEN_UDP_SERVERS,
  ...BROKEN_MESSAGE_MARKS,
  ...BROKEN_MESSAGE_SERVERS,
  ...BROKEN_CHAT_SERVERS,
  ...BROKEN_BOOK_SERVERS,
  ...BROKEN_RESP_SERVERS,
];
