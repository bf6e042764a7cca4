import { type Message, msg, prefixed } from "../../mod/i18n/message.ts";
import { command, POSIX } from "../../mod/cli/command.ts";
import { idleBy, needsOneOf } from "../../mod/cli/idle_options.ts";
import { flag, number, optional, type OptionValues, readNumber, text } from "../../mod/cli/option.ts";
import { listenPort } from "../../mod/cli/positional.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { formatHostPort, type InetAddress } from "../../mod/net/address/socket_address.ts";
import { isAnyAddress } from "../../mod/net/listening/any_addresses.ts";
import { CHAT_DEFAULTS, type ChatOptions } from "../../mod/services/chat/chat_options.ts";
import type { EventLog } from "../../mod/services/chat/log/event_log.ts";
import { topicProblem } from "../../mod/services/chat/room/topic.ts";
import { visibleText } from "../../mod/io/visible_text.ts";
import { Hub } from "../../mod/services/chat/room/hub.ts";
import type { ChatContext } from "../../mod/services/chat/chat_session.ts";
import { chatContext, chatIn, handlerFor } from "../../mod/services/chat/service.ts";
import { describePermissions } from "../../mod/process/drop_permissions.ts";
import { readyLine } from "../../mod/server/open_server.ts";
import { serveInOrder } from "../../mod/server/serve_in_order.ts";
import { tracerFor } from "../options/trace_option.ts";
import { messageFramingOption } from "../options/framing_option.ts";
import { busLogin, busOptions } from "../options/bus_options.ts";
import { givenPassword, passwordOption, ROOM_PASSWORD } from "../options/server_password.ts";
import { reachOptions } from "../options/reach_options.ts";
import { oneLoopOptions, serveAs, servePermissions, servingOf } from "../options/serve_options.ts";

const options = {
  plain: flag({ help: "forward bare lines to all the others: no names, no commands, as the sheet asks" }),
  expect: number({
    min: 1,
    max: 10_000,
    help: "hold messages back until this many members are in",
    shown: "nobody",
  }),
  password: passwordOption(
    ROOM_PASSWORD,
    "let in only who gives a password",
    (argument) => !/^(\d+|-.*)$/.test(argument),
  ),
  topic: text({ help: "what the room is about, until somebody says otherwise with /topic" }),
  history: text({ value: "FILE", help: "keep what is said in this SQLite file, over restarts and crashes" }),
  bus: text({
    value: "URL",
    help: "share the room with other servers: nats://HOST:PORT[/ROOM] or tls://…, several with commas",
  }),
  ...idleBy(busOptions, needsOneOf("bus")),
  replay: number({ default: CHAT_DEFAULTS.replay, max: 1000, help: "past messages shown to a newcomer" }),
  rate: number({
    default: CHAT_DEFAULTS.rate,
    help: "lines a second that one person may go on sending, 0 for any",
  }),
  console: flag({ help: "watch and speak from this terminal, with /kick NAME" }),
  web: optional<number>({
    value: "PORT",
    alone: 8080,
    help: "let browsers in, too, on port 8080 or another one",
    accepts: (argument) => /^\d+$/.test(argument),
    read: (typed) => readNumber(typed, { max: 65_535 }),
  }),
  framing: messageFramingOption,
  ...idleBy(reachOptions, needsOneOf("web")),
  ...oneLoopOptions,
};

type Options = OptionValues<typeof options>;

export default command({
  name: "chat serve",
  summary: "open a room",
  description:
    "Any line client is a full member: nc, socat, telnet, netlab chat join. The first line is the name; /help lists the commands.",
  args: { port: listenPort(8767) },
  options,
  examples: [
    { command: "netlab chat serve", does: "open a room on port 8767" },
    { command: "nc localhost 8767", does: "join it", systems: POSIX },
    { command: "netlab chat serve --history talk.db", does: "a room that remembers, whatever happens to it" },
    {
      command: "NETLAB_CHAT_PASSWORD=secret netlab chat serve --password",
      does: "a room for those who know its password",
      systems: POSIX,
    },
    {
      command: "netlab chat serve --plain --expect 3",
      does: "the sheet's relay, which begins with the third client",
    },
  ],
  permissions: servePermissions<{ options: OptionValues<typeof options> }>({
    net: {
      why: "the other servers of the room",
      if: "with --bus",
      when: ({ options }) => options.bus !== undefined,
    },
    read: {
      why: "whether the file of the history is still there",
      if: "with --history",
      when: ({ options }) => options.history !== undefined,
    },
  }),
  dropsPermissionsLater: true,
  async run({ args, options }, context) {
    refuseContradictions(options);
    const chat = chatOptions(options);
    const password = await givenPassword(ROOM_PASSWORD, options.password, context);
    const topic = topicOf(options);
    const server = mark();
    await using hub = new Hub({
      log: await eventLog(options, chat, server, context),
      server,
      expect: chat.expect,
      topic,
      kept: chat.kept,
    });
    try {
      await hub.open();
    } catch (error) {
      if (context.signal.aborted) return 0; // asked to stop while it waited for its bus
      throw error;
    }
    return await startListeners(chatContext(hub, chat, password), { ...options, port: args.port }, context);
  },
});

/** Opens every door into the room that was asked for; closes them all when the program is to stop. */
async function startListeners(
  chat: ChatContext,
  options: Options & { port: number },
  outside: CommandContext,
): Promise<number> {
  await using console = options.console
    ? await import("../../mod/services/chat/client/server_console.ts").then((m) =>
      m.openConsole(chat, outside)
    )
    : undefined;
  const context = console?.context ?? outside;
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const web = options.web === undefined ? undefined : await webServer(chat, options, { ...context, signal });
  await serveInOrder({
    first: (onListen) => {
      const common = { ...options, onListen, dropsPermissionsLater: web !== undefined };
      return serveAs(chatIn(chat), chat.options, common, { ...context, signal });
    },
    second: web,
    signal,
    stop: () => stop.abort(),
  });
  return 0;
}

/**
 * A browser asks for the page at once and then talks: with --max-conns, others have to wait for a
 * connection that it keeps open, milliseconds.
 */
const KEEP_ALIVE = 5000;
/** The page gives the name with its first message; a program may have a person type it, milliseconds. */
const NAME_WITHIN = 60_000;

/** @returns the server of the page, with everything it needs loaded */
async function webServer(
  chat: ChatContext,
  options: Options,
  context: CommandContext,
): Promise<() => Promise<void>> {
  const { chatPages } = await import("../../mod/services/chat/web/chat_pages.ts");
  const { serveHttp } = await import("../../mod/http/server/serve_http.ts");
  const pages = chatPages(
    handlerFor(chat, { nameTimeout: NAME_WITHIN }),
    context.language,
    chat.door !== undefined,
  );
  return () =>
    serveHttp(pages, {
      port: options.web!,
      ...servingOf(options),
      allowedHosts: options["allow-host"],
      trustedProxies: options["trust-proxy"],
      limits: { keepAlive: KEEP_ALIVE },
      signal: context.signal,
      trace: tracerFor(options.trace, context),
      onReady: () => describePermissions(context.dropPermissions()),
      log: (message) => context.stderr.tell(prefixed("netlab chat", message)),
      onListen: (address) => context.stderr.verbatim(readyLine("netlab chat", address, "web")),
      onAllListen: (addresses) => {
        for (const url of new Set(addresses.map((address) => `http://${browsable(address)}/`))) {
          context.stderr.tell(prefixed("netlab chat", msg`open ${url} in a browser`));
        }
      },
    });
}

/** The address as a browser on this machine writes it. */
function browsable({ hostname, port }: InetAddress): string {
  return formatHostPort(isAnyAddress(hostname) ? "localhost" : hostname, port);
}

function refuseContradictions({ history, bus, plain, topic, web }: Options): void {
  if (plain && topic !== undefined) {
    throw new UsageError(msg`--plain and --topic exclude each other: bare lines tell nothing about the room`);
  }
  if (plain && web !== undefined) {
    throw new UsageError(msg`--plain and --web exclude each other: a browser speaks under a name`);
  }
  if (history !== undefined && bus !== undefined) {
    throw new UsageError(msg`--history and --bus exclude each other: the bus keeps the history of its rooms`);
  }
}

/** The topic to begin with, which everybody reads. */
function topicOf({ topic }: Options): string | undefined {
  if (topic === undefined) return undefined;
  const text = visibleText(topic.trim());
  const problem = text === "" ? msg`it is empty` : topicProblem(text);
  if (problem !== undefined) throw new UsageError(msg`--topic: ${problem}`);
  return text;
}

function chatOptions({ plain, expect, replay, rate, framing }: Options): ChatOptions {
  return { ...CHAT_DEFAULTS, plain, expect: expect ?? 0, replay, rate, framing };
}

/** Only the requested log is loaded. */
async function eventLog(
  options: Options,
  { kept }: ChatOptions,
  server: string,
  context: CommandContext,
): Promise<EventLog> {
  const { history, bus } = options;
  const tell = (sentence: Message) => context.stderr.tell(prefixed("netlab chat", sentence));
  if (history !== undefined) {
    const { SqliteLog } = await import("../../mod/services/chat/log/sqlite_log.ts");
    return new SqliteLog(history, kept, tell);
  }
  if (bus !== undefined) {
    const { natsLog } = await import("../../mod/services/chat/log/nats_log.ts");
    const login = await busLogin(options, context);
    return natsLog({ address: bus, login, server, signal: context.signal, log: tell });
  }
  const { MemoryLog } = await import("../../mod/services/chat/log/memory_log.ts");
  return new MemoryLog();
}

/** A word that no other server on the same bus has. */
function mark(): string {
  return crypto.randomUUID().slice(0, 8);
}
