import { MOST_QUEUED } from "../kv_options.ts";
import { OutOfMemory } from "../store/keyspace.ts";
import { CONNECTION_COMMANDS } from "./connection_commands.ts";
import { KEY_COMMANDS } from "./key_commands.ts";
import { type Call, CommandError, type KvCommand } from "./kv_command.ts";
import { PUBSUB_COMMANDS } from "./pubsub_commands.ts";
import { serverCommands } from "./server_commands.ts";
import { answerShared, isOfKeys } from "./shared_commands.ts";
import { STRING_COMMANDS } from "./string_commands.ts";
import { transactionCommands } from "./transaction_commands.ts";

const COMMANDS: ReadonlyMap<string, KvCommand> = new Map(Object.entries({
  ...STRING_COMMANDS,
  ...KEY_COMMANDS,
  ...transactionCommands((call) => void guarded(COMMANDS.get(call.words[0]!.toUpperCase())!, call)),
  ...PUBSUB_COMMANDS,
  ...CONNECTION_COMMANDS,
  ...serverCommands(() => COMMANDS),
}));

/** The command of a name, however it is written. */
export function findCommand(name: string): KvCommand | undefined {
  return COMMANDS.get(name) ?? COMMANDS.get(name.toUpperCase());
}

/**
 * Runs a command, or keeps it for EXEC; answers in any case.
 *
 * @param command as {@linkcode findCommand} has it
 * @returns when it has been answered, for a command that takes longer
 */
export function runCommand(command: KvCommand | undefined, call: Call): void | Promise<void> {
  const { client, words } = call;
  const problem = refusal(command, call);
  if (problem !== undefined) {
    if (client.transaction !== undefined) client.transaction.isRefused = true;
    client.reply.error(problem);
    return;
  }
  const { transaction } = client;
  if (transaction === undefined || command!.flags.includes("no_queue")) return guarded(command!, call);
  transaction.size += words.reduce((sum, each) => sum + each.length, 0);
  if (transaction.queued.length >= MOST_QUEUED || transaction.size > call.server.options.maxValue * 2) {
    transaction.isRefused = true;
    client.reply.error("ERR the transaction is too long");
    return;
  }
  transaction.queued.push([...words]);
  client.reply.simple("QUEUED");
}

/** Why a command is not even tried, as it is told. */
function refusal(command: KvCommand | undefined, { server, client, words }: Call): string | undefined {
  if (command === undefined) {
    if (!client.isKnown) return NO_AUTH;
    const shown = words.slice(1, 20).map((each) => `'${each.slice(0, 128)}' `).join("").slice(0, 128);
    return `ERR unknown command '${words[0]!.slice(0, 128)}', with args beginning with: ${shown}`;
  }
  const { arity, flags, keys } = command;
  if (!client.isKnown && !flags.includes("no_auth")) return NO_AUTH;
  if (arity > 0 ? words.length !== arity : words.length < -arity) {
    return `ERR wrong number of arguments for '${words[0]!.toLowerCase().slice(0, 128)}' command`;
  }
  if (client.reply.version === 2 && client.subscriptions > 0 && !flags.includes("pubsub")) {
    return `ERR Can't execute '${words[0]!.toLowerCase().slice(0, 128)}': only (P|S)SUBSCRIBE / ` +
      "(P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context";
  }
  if (client.transaction !== undefined && flags.includes("no_multi")) {
    return "ERR Command not allowed inside a transaction";
  }
  const most = server.options.maxKey;
  if (keys !== undefined && words[1]!.length > most) return `ERR a key may have ${most} bytes`;
  if (keys !== undefined && keys[1] !== 1) {
    for (let at = 1; at < words.length; at += keys[2]) {
      if (words[at]!.length > most) return `ERR a key may have ${most} bytes`;
    }
  }
  return undefined;
}

const NO_AUTH = "NOAUTH Authentication required.";

/** Runs it; what it cannot do is its answer. */
function guarded(command: KvCommand, call: Call): void | Promise<void> {
  const { reply } = call.client;
  const start = reply.length;
  try {
    const { bus } = call.server;
    const later = bus === undefined || bus.isDrafting || !isOfKeys(command)
      ? command.run(call)
      : answerShared({ bus, command, call, find: findCommand, run: () => void command.run(call) });
    // What was pushed meanwhile stays: an answer that comes later has written nothing before it fails
    if (later instanceof Promise) return later.catch((error) => answerFailure(error, reply, reply.length));
  } catch (error) {
    answerFailure(error, reply, start);
  }
}

function answerFailure(error: unknown, reply: Call["client"]["reply"], start: number): void {
  if (error instanceof CommandError) {
    reply.cut(start);
    reply.error(error.message);
  } else if (error instanceof OutOfMemory) {
    reply.cut(start);
    reply.error("OOM command not allowed when used memory > 'maxmemory'.");
  } else throw error;
}
