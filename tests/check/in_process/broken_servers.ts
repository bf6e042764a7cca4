import type { Target } from "../../../mod/check/targets/target.ts";
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
  /** Begins to serve. */
  start(): RunningServer;
}

/** A server that serves until it is disposed of. */
export interface RunningServer extends Disposable {
  readonly port: number;
}

/** The server as the target of a check, which cannot start it anew. */
export function targetOf({ port }: RunningServer): Target {
  const endpoint = { hostname: "127.0.0.1", port };
  return {
    name: "in process",
    ours: false,
    ready: () => Promise.resolve(false),
    connect: () => import("../../../mod/net/tcp/dial.ts").then(({ dial }) => dial(endpoint)),
    endpoint: () => endpoint,
    said: () => "",
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** All of them. */
export const BROKEN_SERVERS: readonly BrokenServer[] = [...BROKEN_UDP_SERVERS];
