import { msg } from "../../mod/i18n/message.ts";
import { familyOf } from "../options/ipv_option.ts";
import { command } from "../../mod/cli/command.ts";
import { idleBy, needsOneOf } from "../../mod/cli/idle_options.ts";
import { flag, number, optional, type OptionValues, readNumber } from "../../mod/cli/option.ts";
import { listenPort } from "../../mod/cli/positional.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { type DatagramSocket, listenDatagrams } from "../../mod/net/udp/datagram_socket.ts";
import { answerDatagrams } from "../../mod/services/prime/answer_datagrams.ts";
import { PrimalityTester } from "../../mod/services/prime/primality_tester.ts";
import { RateLimit } from "../../mod/services/prime/rate_limit.ts";
import prime, { type PrimeOptions } from "../../mod/services/prime/service.ts";
import { readyLine } from "../../mod/server/open_server.ts";
import { fromSource } from "../../mod/process/from_source.ts";
import {
  type CommonServing,
  serveAs,
  serveOptions,
  servePermissions,
  toCompute,
} from "../options/serve_options.ts";
import { tracerFor } from "../options/trace_option.ts";

const options = {
  udp: optional<number>({
    value: "PORT",
    alone: 8808,
    accepts: (word) => /^\d+$/.test(word),
    read: (typed) => readNumber(typed, { max: 65_535 }),
    help: "answer datagrams as well, on this port (8808 when none is given)",
  }),
  ...idleBy({
    "stop-on-empty": flag({ help: "an empty datagram stops the server, as on the sheet" }),
    "udp-rate": number({ min: 1, default: 100_000, help: "datagrams answered a second for one address" }),
  }, needsOneOf("udp")),
  "max-digits": number({
    min: 1,
    max: 10_000,
    default: 1000,
    help: "the most digits that a number may have",
  }),
  "time-limit": number({
    value: "SECONDS",
    fraction: true,
    default: 2,
    help: "how long one number may take",
  }),
  explain: flag({ help: "the reason after the letter: T proved, F 641, E not an integer" }),
  json: flag({ help: "speak JSON over TCP, as Protohackers' Prime Time does" }),
  ...serveOptions,
};

export default command({
  name: "prime serve",
  summary: "tell whether integers are prime: T, F, or E for what is no integer",
  description:
    "One integer a line, or one in a datagram. Datagrams are always answered on one event loop, whatever the mode.",
  args: { port: listenPort(8809) },
  options,
  examples: [
    { command: "netlab prime serve", does: "answer on TCP port 8809" },
    { command: "netlab prime serve --udp", does: "and on UDP port 8808 as well" },
    { command: "echo 2147483647 | nc -N localhost 8809", does: "what a client types", systems: ["linux"] },
  ],
  permissions: servePermissions<{ options: OptionValues<typeof options> }>({
    net: {
      why: "answers to datagrams",
      if: "with --udp",
      when: ({ options }) => options.udp !== undefined,
    },
    read: { why: "the runtime loads the modules of computing threads", if: "from source", when: fromSource },
  }),
  dropsPermissionsLater: true,
  async run({ args, options }, context) {
    if (options["time-limit"] === 0) throw new UsageError(msg`--time-limit needs more than 0 seconds`);
    const service: PrimeOptions = {
      maxDigits: options["max-digits"],
      timeLimit: options["time-limit"],
      explain: options.explain,
      protocol: options.json ? "json" : "lines",
    };
    const common = { ...options, port: args.port, permissions: toCompute() };
    return options.udp === undefined
      ? await serveAs(prime, service, common, context)
      : await serveBoth(service, common, options.udp, options, context);
  },
});

/** Serves TCP and UDP until one of them ends. */
async function serveBoth(
  service: PrimeOptions,
  common: CommonServing,
  port: number,
  given: OptionValues<typeof options>,
  context: CommandContext,
): Promise<number> {
  const family = familyOf(common.ipv);
  // Before TCP, so that nothing listens if one of them cannot; its lines come after those of TCP.
  const sockets = await listenDatagrams(port, { hostname: common.host, family });
  const over = new AbortController();
  const signal = AbortSignal.any([context.signal, over.signal]);
  const datagrams = serveDatagrams(sockets, service, given, { ...context, signal }).finally(() =>
    over.abort()
  );
  datagrams.catch(() => {/* thrown below, when TCP has stopped too */});
  const announcing = { ...common, onListen: once(() => announce(sockets, context)) };
  try {
    return await serveAs(prime, service, announcing, { ...context, signal });
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

function announce(sockets: readonly DatagramSocket[], context: CommandContext): void {
  for (const { address } of sockets) context.stderr.verbatim(readyLine("netlab prime", address, "udp"));
}

async function serveDatagrams(
  sockets: readonly DatagramSocket[],
  service: PrimeOptions,
  given: OptionValues<typeof options>,
  context: CommandContext,
): Promise<void> {
  const lifetime = new AbortController();
  const shared = {
    tester: new PrimalityTester(service, lifetime.signal),
    rate: new RateLimit(given["udp-rate"]),
    pending: new Map<Promise<void>, string>(),
    stopOnEmpty: given["stop-on-empty"],
    signal: context.signal,
    trace: tracerFor(given.trace, context),
  };
  try {
    for (const { address } of sockets) shared.trace.emit({ event: "listen", local: address });
    await Promise.race(sockets.map((socket) => answerDatagrams({ ...shared, socket })));
  } finally {
    sockets.forEach((socket) => socket.close());
    lifetime.abort();
  }
}
