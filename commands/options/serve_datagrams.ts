import { familyOf } from "./ipv_option.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { DatagramCounters } from "../../mod/server/datagrams/datagram_counters.ts";
import type { DatagramEndpointOptions } from "../../mod/server/datagrams/datagram_endpoint.ts";
import { readyLine } from "../../mod/server/open_server.ts";
import type { Service } from "../../mod/server/service.ts";
import { listenDatagrams } from "../../mod/net/udp/datagram_socket.ts";
import { type CommonServing, serveAs, type ServeOptionValues } from "./serve_options.ts";
import { tracerFor } from "./trace_option.ts";

/** The datagrams of a server beside its connections. */
export interface DatagramServing {
  /** Such as `echo`. */
  readonly name: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** What they have in common, made once they are served; disposed of at the end. */
  open(signal: AbortSignal): DatagramAnswerer;
}

/** Answers datagrams. */
export interface DatagramAnswerer extends Disposable {
  /** Until the signal aborts, or the service has ended otherwise. */
  answer(endpoint: DatagramEndpointOptions): Promise<void>;
}

/** Serves TCP and UDP until one of them ends. */
export async function serveBoth<Options>(
  service: Service<Options>,
  options: Options,
  common: CommonServing,
  serving: DatagramServing,
  context: CommandContext,
): Promise<number> {
  const family = familyOf(common.ipv);
  // Before TCP, so that nothing listens if one of them cannot; its lines come after those of TCP.
  const sockets = await listenDatagrams(serving.port, { hostname: common.host, family });
  const over = new AbortController();
  const signal = AbortSignal.any([context.signal, over.signal]);
  const datagrams = answerOn(sockets, serving, common, { ...context, signal }).finally(() => over.abort());
  datagrams.catch(() => {/* thrown below, when TCP has stopped too */});
  const announce = () => {
    for (const { address } of sockets) {
      context.stderr.verbatim(readyLine(`netlab ${serving.name}`, address, "udp"));
    }
  };
  try {
    return await serveAs(service, options, { ...common, onListen: once(announce) }, { ...context, signal });
  } finally {
    over.abort();
    await datagrams;
  }
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) queueMicrotask(action);
    done = true;
  };
}

async function answerOn(
  sockets: Awaited<ReturnType<typeof listenDatagrams>>,
  { name, open }: DatagramServing,
  { stats, trace: format }: Pick<ServeOptionValues, "stats" | "trace">,
  context: CommandContext,
): Promise<void> {
  const { signal } = context;
  const trace = tracerFor(format, context);
  const counters = new DatagramCounters();
  const say = () => context.stderr.verbatim(`netlab ${name}: ${counters.describe()}`);
  const timer = stats > 0 ? setInterval(say, stats * 1000) : undefined;
  using answerer = open(signal);
  try {
    for (const { address } of sockets) trace.emit({ event: "listen", local: address });
    await Promise.race(sockets.map((socket) => answerer.answer({ socket, trace, signal, counters })));
  } finally {
    clearInterval(timer);
    sockets.forEach((socket) => socket.close());
  }
}
