import type { KvClient } from "../kv_client.ts";
import { typedText } from "../latin1.ts";
import { readInteger64 } from "../store/redis_number.ts";
import { clientCommand } from "./client_command.ts";
import { PROTOCOL_LEVEL } from "./info.ts";
import { validName } from "./valid_name.ts";
import { type Call, CommandError, type CommandTable, NOT_INTEGER, SYNTAX } from "./kv_command.ts";

/** Commands about the connection itself. */
export const CONNECTION_COMMANDS: CommandTable = {
  PING: {
    arity: -1,
    flags: ["pubsub", "fast"],
    run({ client: { reply, subscriptions }, words }) {
      if (words.length > 2) throw new CommandError("ERR wrong number of arguments for 'ping' command");
      if (subscriptions > 0 && reply.version === 2) reply.value(["pong", words[1] ?? ""]);
      else if (words.length === 2) reply.bulk(words[1]);
      else reply.simple("PONG");
    },
  },
  ECHO: { arity: 2, flags: ["fast"], run: ({ client, words }) => client.reply.bulk(words[1]) },
  AUTH: { arity: -2, flags: ["no_auth", "no_multi", "fast"], run: authenticate },
  HELLO: { arity: -1, flags: ["no_auth", "no_multi", "fast"], run: hello },
  SELECT: {
    arity: 2,
    flags: ["fast"],
    run({ client, words }) {
      const index = readInteger64(words[1]!);
      if (index === undefined) throw new CommandError(NOT_INTEGER);
      if (index !== 0) throw new CommandError("ERR DB index is out of range");
      client.reply.simple("OK");
    },
  },
  QUIT: {
    arity: -1,
    flags: ["pubsub", "no_auth", "no_queue", "fast"],
    run({ client }) {
      client.isLeaving = true;
      client.reply.simple("OK");
    },
  },
  RESET: {
    arity: 1,
    flags: ["pubsub", "no_auth", "no_queue", "fast"],
    run({ server, client }) {
      client.transaction = undefined;
      client.unwatch();
      server.channels.leave(client);
      client.name = "";
      client.answers = "on";
      client.reply.version = 2;
      client.isKnown = server.door === undefined;
      client.reply.simple("RESET");
    },
  },
  CLIENT: { arity: -2, flags: [], run: clientCommand },
};

/** AUTH [username] password */
async function authenticate({ server, client, words }: Call): Promise<void> {
  if (words.length > 3) throw new CommandError(SYNTAX);
  if (server.door === undefined && words.length === 2) {
    throw new CommandError(
      "ERR AUTH <password> called without any password configured for the default user. Are you sure your " +
        "configuration is correct?",
    );
  }
  await identify(client, server, words.length === 3 ? words[1]! : "default", words.at(-1)!);
  client.reply.simple("OK");
}

/** @throws {CommandError} when the password is not the one, or was tried too often */
async function identify(
  client: KvClient,
  server: Call["server"],
  name: string,
  password: string,
): Promise<void> {
  if (server.door === undefined && name === "default") return;
  const result = name === "default"
    ? await server.door!.open(typedText(password), client.host, client.gone)
    : false;
  if (typeof result === "number") {
    throw new CommandError(`ERR too many wrong passwords, try again in ${result} seconds`);
  }
  if (!result) throw new CommandError("WRONGPASS invalid username-password pair or user is disabled.");
  client.isKnown = true;
  client.connection.conceal?.(false);
}

/** HELLO [2|3 [AUTH username password] [SETNAME name]] */
async function hello(call: Call): Promise<void> {
  const { server, client, words } = call;
  const { reply } = client;
  let version: 2 | 3 = reply.version;
  if (words.length > 1) {
    const wanted = readInteger64(words[1]!);
    if (wanted === undefined) {
      throw new CommandError("ERR Protocol version is not an integer or out of range");
    }
    if (wanted !== 2 && wanted !== 3) throw new CommandError("NOPROTO unsupported protocol version");
    version = wanted;
  }
  let name: string | undefined;
  for (let at = 2; at < words.length; at++) {
    const word = words[at]!.toUpperCase();
    if (word === "AUTH" && at + 2 < words.length) await identify(client, server, words[++at]!, words[++at]!);
    else if (word === "SETNAME" && at + 1 < words.length) name = validName(words[++at]!);
    else throw new CommandError(`ERR Syntax error in HELLO option '${words[at]}'`);
  }
  if (!client.isKnown) {
    throw new CommandError(
      "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> " +
        "<pass> option can be used to authenticate the client and select the RESP protocol version at the same time",
    );
  }
  if (name !== undefined) client.name = name;
  reply.version = version;
  reply.map(7);
  for (
    const [what, value] of [
      ["server", "redis"],
      ["version", PROTOCOL_LEVEL],
      ["proto", version],
      ["id", client.id],
      ["mode", "standalone"],
      ["role", "master"],
      ["modules", []],
    ] as const
  ) {
    reply.bulk(what);
    reply.value(value);
  }
}
