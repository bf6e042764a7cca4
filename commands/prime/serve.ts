import { msg } from "../../mod/i18n/message.ts";
import { command } from "../../mod/cli/command.ts";
import { idleBy, needsOneOf } from "../../mod/cli/idle_options.ts";
import { flag, number, optional, type OptionValues, readNumber } from "../../mod/cli/option.ts";
import { listenPort } from "../../mod/cli/positional.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { SenderRate } from "../../mod/server/datagrams/sender_rate.ts";
import { answerDatagrams } from "../../mod/services/prime/answer_datagrams.ts";
import { PrimalityTester } from "../../mod/services/prime/primality_tester.ts";
import prime, { type PrimeOptions } from "../../mod/services/prime/service.ts";
import { fromSource } from "../../mod/process/from_source.ts";
import type { DatagramAnswerer } from "../options/serve_datagrams.ts";
import { serveAs, serveOptions, servePermissions, toCompute } from "../options/serve_options.ts";
import { udpRateOption } from "../options/udp_options.ts";

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
  }, needsOneOf("udp")),
  "udp-rate": udpRateOption,
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
    const { udp } = options;
    if (udp === undefined) return await serveAs(prime, service, common, context);
    const { serveBoth } = await import("../options/serve_datagrams.ts");
    return await serveBoth(prime, service, common, {
      name: "prime",
      port: udp,
      open: () => answerer(service, options),
    }, context);
  },
});

/** One tester and one rate for all sockets. */
function answerer(
  service: PrimeOptions,
  { "udp-rate": rate, "stop-on-empty": stopOnEmpty }: OptionValues<typeof options>,
): DatagramAnswerer {
  const lifetime = new AbortController();
  const shared = {
    tester: new PrimalityTester(service, lifetime.signal),
    rate: new SenderRate(rate),
    pending: new Map<Promise<void>, string>(),
    stopOnEmpty,
  };
  return {
    answer: (endpoint) => answerDatagrams({ ...shared, ...endpoint }),
    [Symbol.dispose]: () => lifetime.abort(),
  };
}
