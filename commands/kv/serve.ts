import { UsageError } from "../../mod/cli/usage_error.ts";
import { versionNumber } from "../../mod/cli/version.ts";
import { SenderRate } from "../../mod/server/datagrams/sender_rate.ts";
import { unusualDatabase } from "../../mod/services/kv/unusual_database.ts";
import { type Message, msg, prefixed } from "../../mod/i18n/message.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { idleBy, needsOneOf } from "../../mod/cli/idle_options.ts";
import { command, POSIX } from "../../mod/cli/command.ts";
import { choice, number, type OptionValues, text } from "../../mod/cli/option.ts";
import { listenPort } from "../../mod/cli/positional.ts";
import { KV_DEFAULTS, type KvOptions } from "../../mod/services/kv/kv_options.ts";
import { KvServer } from "../../mod/services/kv/kv_server.ts";
import { kvIn } from "../../mod/services/kv/service.ts";
import { SqliteJournal } from "../../mod/services/kv/store/sqlite_journal.ts";
import type { NatsStore } from "../../mod/services/kv/bus/nats_store.ts";
import { busLogin, busOptions } from "../options/bus_options.ts";
import { givenPassword, passwordOption, STORE_PASSWORD } from "../options/server_password.ts";
import { oneLoopOptions, serveAs, servePermissions } from "../options/serve_options.ts";
import { udpOption, udpRateOption } from "../options/udp_options.ts";

const options = {
  store: text({ value: "FILE", help: "keep the keys in this SQLite file, over restarts and crashes" }),
  bus: text({
    value: "URL",
    help:
      "share keys and channels with other servers: nats://HOST:PORT[/BUCKET] or tls://…, several with commas",
  }),
  ...idleBy(busOptions, needsOneOf("bus")),
  udp: udpOption(
    "answer datagrams as well, KEY=VALUE or KEY, on this port of UDP (that of TCP when none is given)",
  ),
  "udp-rate": udpRateOption,
  password: passwordOption(
    STORE_PASSWORD,
    "let in only who gives a password",
    (word) => !/^(\d+|-.*)$/.test(word),
  ),
  "max-memory": number({
    value: "MIB",
    min: 1,
    max: 1_048_576,
    default: KV_DEFAULTS.maxMemory / 1024 / 1024,
    help: "memory for keys and values, in MiB",
  }),
  evict: choice({
    choices: ["none", "lru"],
    default: KV_DEFAULTS.evict,
    help: "without room: refuse what is new (none), or drop what was not used for longest (lru)",
  }),
  "max-value": number({
    value: "BYTES",
    min: 1,
    max: 512 * 1024 * 1024,
    default: KV_DEFAULTS.maxValue,
    help: "the longest value in bytes",
  }),
  ...oneLoopOptions,
};

type Options = OptionValues<typeof options>;

export default command({
  name: "kv serve",
  summary: "keep keys and values for everybody who speaks Redis' protocol",
  description:
    "Redis clients, lines typed into nc, and the book's first protocol are told apart by what they say first.",
  args: { port: listenPort(6379) },
  options,
  examples: [
    { command: "netlab kv serve", does: "keep keys and values on port 6379" },
    { command: "redis-cli set greeting hello", does: "a client that we did not write", systems: POSIX },
    { command: "netlab kv serve --store keys.db", does: "a store that remembers, whatever happens to it" },
    {
      command: "netlab kv serve --bus nats://localhost:4222",
      does: "one of several servers of the same keys",
    },
    { command: "netlab kv serve --max-memory 64 --evict lru", does: "a cache of 64 MiB" },
  ],
  permissions: servePermissions<{ options: Options }>({
    net: {
      why: "answers to datagrams, the other servers of the keys",
      if: "with --udp, --bus",
      when: ({ options }) => options.udp !== undefined || options.bus !== undefined,
    },
    read: {
      why: "whether the file of the store is still there",
      if: "with --store",
      when: ({ options }) => options.store !== undefined,
    },
  }),
  dropsPermissionsLater: true,
  async run({ args, options }, context) {
    const { evict, "max-memory": mebibytes, "max-value": maxValue, store } = options;
    refuseContradictions(options);
    const kv: KvOptions = { ...KV_DEFAULTS, maxMemory: mebibytes * 1024 * 1024, evict, maxValue };
    const password = await givenPassword(STORE_PASSWORD, options.password, context);
    const tell = (sentence: Message) => context.stderr.tell(prefixed("netlab kv", sentence));
    using journal = store === undefined ? undefined : new SqliteJournal(store, tell);
    await journal?.open();
    await using bus = await sharedStore(options, kv, tell, context);
    try {
      await bus?.open(context.signal);
    } catch (error) {
      if (context.signal.aborted) return 0; // asked to stop while it waited for its bus
      throw error;
    }
    const server = new KvServer(kv, password, journal, undefined, bus);
    const common = { ...options, port: args.port };
    if (options.udp === undefined) return await serveAs(kvIn(server), kv, common, context);
    const { serveBoth } = await import("../options/serve_datagrams.ts");
    const version = `netlab ${await versionNumber()}`;
    return await serveBoth(kvIn(server), kv, common, {
      name: "kv",
      port: options.udp === "same" ? args.port : options.udp,
      open() {
        const rate = new SenderRate(options["udp-rate"]);
        return {
          answer: (endpoint) => unusualDatabase({ ...endpoint, server, version, rate }),
          [Symbol.dispose]() {/* the store is closed by whoever opened it */},
        };
      },
    }, context);
  },
});

function refuseContradictions({ udp, password, store, bus, evict }: Options): void {
  if (udp !== undefined && password !== undefined) {
    throw new UsageError(msg`--udp and --password exclude each other: a datagram has no password`);
  }
  if (store !== undefined && bus !== undefined) {
    throw new UsageError(msg`--store and --bus exclude each other: the bus keeps the keys`);
  }
  if (evict === "lru" && bus !== undefined) {
    throw new UsageError(msg`--evict lru and --bus exclude each other: no server knows what the others use`);
  }
}

/** Loaded only when it is asked for. */
async function sharedStore(
  options: Options,
  { maxMemory }: KvOptions,
  tell: (sentence: Message) => void,
  context: CommandContext,
): Promise<NatsStore | undefined> {
  if (options.bus === undefined) return undefined;
  const { NatsStore } = await import("../../mod/services/kv/bus/nats_store.ts");
  return new NatsStore({ address: options.bus, login: await busLogin(options, context), maxMemory, tell });
}
