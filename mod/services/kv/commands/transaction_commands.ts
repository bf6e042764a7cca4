import { type Call, CommandError, type CommandTable } from "./kv_command.ts";

/**
 * Commands that belong together. What comes after MULTI waits for EXEC, which runs it all with nobody else in between;
 * not at all when a key has changed that the client watches. A command that fails does not undo the others.
 */
export function transactionCommands(run: (call: Call) => void): CommandTable {
  return {
    MULTI: {
      arity: 1,
      flags: ["fast", "no_queue"],
      run({ client }) {
        if (client.transaction !== undefined) throw new CommandError("ERR MULTI calls can not be nested");
        client.transaction = { queued: [], size: 0, isRefused: false };
        client.reply.simple("OK");
      },
    },
    EXEC: {
      arity: 1,
      // It may be any of both
      flags: ["write", "no_queue"],
      run({ server, client }) {
        const { transaction } = client;
        if (transaction === undefined) throw new CommandError("ERR EXEC without MULTI");
        client.transaction = undefined;
        server.keyspace.atOnce(() => {
          const isTouched = client.hasChanged(server.keyspace);
          client.unwatch();
          if (transaction.isRefused) {
            throw new CommandError("EXECABORT Transaction discarded because of previous errors.");
          }
          if (isTouched) return client.reply.nullArray();
          client.reply.array(transaction.queued.length);
          for (const words of transaction.queued) run({ server, client, words });
        });
      },
    },
    DISCARD: {
      arity: 1,
      flags: ["fast", "no_queue"],
      run({ client }) {
        if (client.transaction === undefined) throw new CommandError("ERR DISCARD without MULTI");
        client.transaction = undefined;
        client.unwatch();
        client.reply.simple("OK");
      },
    },
    WATCH: {
      arity: -2,
      flags: ["fast", "no_queue"],
      keys: [1, -1, 1],
      run({ server, client, words }) {
        if (client.transaction !== undefined) throw new CommandError("ERR WATCH inside MULTI is not allowed");
        if (client.watching + words.length > MOST_WATCHED) {
          throw new CommandError(`ERR a client may watch ${MOST_WATCHED} keys`);
        }
        for (const key of words.slice(1)) {
          server.keyspace.has(key); // one that is over goes now, not while it is watched
          client.watch(key);
        }
        client.reply.simple("OK");
      },
    },
    UNWATCH: {
      arity: 1,
      flags: ["fast"],
      run({ client }) {
        client.unwatch();
        client.reply.simple("OK");
      },
    },
  };
}

const MOST_WATCHED = 10_000;
