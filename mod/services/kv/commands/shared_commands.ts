import { BUS_AWAY } from "../bus/key_lanes.ts";
import type { SharedStore } from "../bus/shared_store.ts";
import type { KvClient } from "../kv_client.ts";
import { type Call, CommandError, type KvCommand, SYNTAX } from "./kv_command.ts";

/*
Commands on keys that several servers share. What only reads is answered from the copy that is here. What may change a
key runs on a draft, perhaps more than once (`bus/key_lanes.ts`): its answer is kept until it counts. A transaction may look
at many keys and change one; DEL and FLUSHALL, for which no key depends on another, go through their keys one by one.
*/

/** A command that was found, and how it runs on keys as they are here. */
interface SharedCall {
  readonly bus: SharedStore;
  readonly command: KvCommand;
  readonly call: Call;
  readonly find: (name: string) => KvCommand | undefined;
  run(): void;
}

/** Whether a command is one for {@linkcode answerShared}. */
export function isOfKeys({ flags }: KvCommand): boolean {
  return flags.includes("write") || flags.includes("readonly");
}

/** Answers a command on keys. @returns when it has been answered, for one that may change something */
export function answerShared(shared: SharedCall): void | Promise<void> {
  const { bus, command, call } = shared;
  if (!command.flags.includes("write")) {
    if (!bus.isFresh) throw new CommandError(BUS_AWAY);
    return shared.run();
  }
  const { words } = call;
  const way = WAYS[words[0]!.toUpperCase()];
  return way === undefined ? answerLater(shared, scopeOf(keysOf(command, words)), shared.run) : way(shared);
}

/** Commands that have a way of their own. */
const WAYS: Readonly<Record<string, (shared: SharedCall) => Promise<void>>> = {
  EXEC: execute,
  DEL: remove,
  UNLINK: remove,
  FLUSHALL: flush,
  FLUSHDB: flush,
};

/** The words of a request that are keys. */
function keysOf({ keys }: KvCommand, words: readonly string[]): string[] {
  if (keys === undefined) return [];
  const [first, last, step] = keys;
  const end = last < 0 ? words.length + last : last;
  const found: string[] = [];
  for (let at = first; at <= end; at += step) found.push(words[at]!);
  return found;
}

/** The only key that is looked at, if it is one. */
function scopeOf(keys: Iterable<string>): string | undefined {
  const [first, ...others] = new Set(keys);
  return others.length === 0 ? first : undefined;
}

async function answerLater(
  { bus, call }: SharedCall,
  scope: string | undefined,
  run: () => void,
): Promise<void> {
  const { reply } = call.client;
  const answer = await bus.change(scope, () => {
    const start = reply.length;
    try {
      run();
      return reply.since(start);
    } finally {
      reply.cut(start);
    }
  });
  reply.raw(answer);
}

/**
 * EXEC: what is watched is watched until it is done, however often it is tried, and what has touched it once has touched
 * it for good. A command that is tried in front of it on the same draft may have changed it, too.
 */
async function execute(shared: SharedCall): Promise<void> {
  const { bus, call: { client }, find } = shared;
  const { transaction } = client;
  const watched = [...client.watched];
  try {
    await answerLater(shared, transactionScope(client, watched, find), () => {
      client.transaction = transaction;
      const isTouched = client.hasChanged(bus.keyspace);
      client.isTouched ||= watched.some((key) => bus.keyspace.isDrafted(key));
      try {
        shared.run();
      } finally {
        for (const key of watched) client.watch(key);
        client.isTouched = isTouched;
      }
    });
  } finally {
    client.transaction = undefined;
    client.unwatch();
  }
}

function transactionScope(
  { transaction }: KvClient,
  watched: readonly string[],
  find: SharedCall["find"],
): string | undefined {
  const keys = [...watched];
  for (const words of transaction?.queued ?? []) {
    const command = find(words[0]!)!;
    if (isOfKeys(command) && command.keys === undefined) return undefined; // may look at any
    keys.push(...keysOf(command, words));
  }
  return scopeOf(keys);
}

async function remove({ bus, call: { client, words } }: SharedCall): Promise<void> {
  client.reply.integer(await bus.delete(words.slice(1)));
}

async function flush({ bus, call: { client, words } }: SharedCall): Promise<void> {
  if (words.length > 2 || (words.length === 2 && !/^(a?sync)$/i.test(words[1]!))) {
    throw new CommandError(SYNTAX);
  }
  if (!bus.isFresh) throw new CommandError(BUS_AWAY);
  await bus.delete([...bus.keyspace.keys()]);
  client.reply.simple("OK");
}
