import { matchesGlob } from "../store/glob.ts";
import { MOST_SUBSCRIPTIONS } from "../kv_options.ts";
import { type Call, CommandError, type CommandTable } from "./kv_command.ts";

/** Publish and subscribe. */
export const PUBSUB_COMMANDS: CommandTable = {
  PUBLISH: {
    arity: 3,
    flags: ["pubsub", "fast"],
    run({ server: { bus, channels }, client: { reply }, words }) {
      const [, channel, message] = words as [string, string, string];
      if (bus === undefined) return reply.integer(channels.publish(channel, message));
      // It comes back from the bus for those who are here, too, in the order that everybody hears
      const later = bus.publish(channel, message);
      if (later !== undefined) return later.then(() => reply.integer(channels.receiversOf(channel)));
      reply.integer(channels.receiversOf(channel));
    },
  },
  SUBSCRIBE: {
    arity: -2,
    flags: ["pubsub"],
    pushes: true,
    run: (call) => eachName(call, "subscribe", (name) => call.server.channels.subscribe(name, call.client)),
  },
  PSUBSCRIBE: {
    arity: -2,
    flags: ["pubsub"],
    pushes: true,
    run: (call) =>
      eachName(call, "psubscribe", (name) => call.server.channels.subscribePattern(name, call.client)),
  },
  UNSUBSCRIBE: {
    arity: -1,
    flags: ["pubsub"],
    pushes: true,
    run: (call) =>
      fewer(
        call,
        "unsubscribe",
        call.client.channels,
        (name) => call.server.channels.unsubscribe(name, call.client),
      ),
  },
  PUNSUBSCRIBE: {
    arity: -1,
    flags: ["pubsub"],
    pushes: true,
    run: (call) =>
      fewer(
        call,
        "punsubscribe",
        call.client.patterns,
        (name) => call.server.channels.unsubscribePattern(name, call.client),
      ),
  },
  PUBSUB: { arity: -2, flags: ["pubsub"], run: inspect },
};

function eachName({ client, words }: Call, what: string, subscribe: (name: string) => void): void {
  if (client.subscriptions + words.length - 1 > MOST_SUBSCRIPTIONS) {
    throw new CommandError(`ERR a client may subscribe to ${MOST_SUBSCRIPTIONS} channels and patterns`);
  }
  for (const name of words.slice(1)) {
    subscribe(name);
    confirm(client, what, name);
  }
}

function fewer(
  { client, words }: Call,
  what: string,
  subscribed: ReadonlySet<string>,
  unsubscribe: (name: string) => void,
): void {
  const names = words.length > 1 ? words.slice(1) : [...subscribed];
  for (const name of names) {
    unsubscribe(name);
    confirm(client, what, name);
  }
  if (names.length === 0) confirm(client, what, null);
}

function confirm({ reply, subscriptions }: Call["client"], what: string, name: string | null): void {
  reply.push(3);
  reply.bulk(what);
  reply.bulk(name);
  reply.integer(subscriptions);
}

/** PUBSUB CHANNELS [pattern] | NUMSUB [channel …] | NUMPAT */
function inspect({ server: { channels }, client: { reply }, words }: Call): void {
  const what = words[1]!.toUpperCase();
  if (what === "CHANNELS" && words.length <= 3) {
    const pattern = words[2] ?? "*";
    reply.value([...channels.names()].filter((name) => matchesGlob(pattern, name)));
  } else if (what === "NUMSUB") {
    reply.map(words.length - 2);
    for (const name of words.slice(2)) {
      reply.bulk(name);
      reply.integer(channels.subscribersOf(name));
    }
  } else if (what === "NUMPAT" && words.length === 2) reply.integer(channels.patternCount);
  else {
    throw new CommandError(
      `ERR unknown subcommand or wrong number of arguments for '${words[1]!}'. Try PUBSUB HELP.`,
    );
  }
}
