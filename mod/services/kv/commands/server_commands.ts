import type { RespWriter } from "../resp/resp_writer.ts";
import { infoText } from "./info.ts";
import { matchesGlob } from "../store/glob.ts";
import { type Call, CommandError, type CommandTable, type KvCommand } from "./kv_command.ts";

/** Commands about the server. @param all the table that they are part of */
export function serverCommands(all: () => ReadonlyMap<string, KvCommand>): CommandTable {
  return {
    INFO: {
      arity: -1,
      flags: [],
      run: ({ server, client, words }) => client.reply.bulk(infoText(server, words.slice(1))),
    },
    TIME: {
      arity: 1,
      flags: ["fast"],
      run({ server, client }) {
        const now = server.keyspace.now;
        client.reply.value([String(Math.floor(now / 1000)), String(now % 1000 * 1000)]);
      },
    },
    CONFIG: { arity: -2, flags: ["admin"], run: configure },
    FUNCTION: {
      arity: -2,
      flags: [],
      run({ client, words }) {
        // There are no functions, so all of them are gone at once: what tools do before they begin
        if (words[1]!.toUpperCase() === "FLUSH") return client.reply.simple("OK");
        throw new CommandError(`ERR unknown subcommand '${words[1]!.slice(0, 128)}'. Try FUNCTION HELP.`);
      },
    },
    COMMAND: {
      arity: -1,
      flags: [],
      run({ client: { reply }, words }) {
        const commands = all();
        const what = words[1]?.toUpperCase();
        if (what === undefined) return describeAll(reply, [...commands.keys()], commands);
        if (what === "COUNT") return reply.integer(commands.size);
        if (what === "LIST") return reply.value([...commands.keys()].map((each) => each.toLowerCase()));
        if (what === "INFO") {
          return describeAll(reply, words.length > 2 ? words.slice(2) : [...commands.keys()], commands);
        }
        if (what === "DOCS") return reply.map(0);
        throw new CommandError(`ERR unknown subcommand '${words[1]!.slice(0, 128)}'. Try COMMAND HELP.`);
      },
    },
  };
}

/** CONFIG GET pattern …; nothing can be set from outside. */
function configure({ server: { options, journal }, client: { reply }, words }: Call): void {
  const what = words[1]!.toUpperCase();
  if (what === "SET") {
    throw new CommandError("ERR CONFIG SET failed - the server has the options that it was started with");
  }
  if (what !== "GET") {
    throw new CommandError(`ERR unknown subcommand '${words[1]!.slice(0, 128)}'. Try CONFIG HELP.`);
  }
  const settings: [string, string][] = [
    ["maxmemory", String(options.maxMemory)],
    ["maxmemory-policy", options.evict === "lru" ? "allkeys-lru" : "noeviction"],
    ["proto-max-bulk-len", String(options.maxValue)],
    ["databases", "1"],
    ["save", ""],
    ["appendonly", journal === undefined ? "no" : "yes"],
    ["appendfsync", journal === undefined ? "no" : "always"],
  ];
  const patterns = words.slice(2).map((each) => each.toLowerCase());
  const found = settings.filter(([name]) => patterns.some((pattern) => matchesGlob(pattern, name)));
  reply.map(found.length);
  for (const [name, value] of found) {
    reply.bulk(name);
    reply.bulk(value);
  }
}

function describeAll(
  reply: RespWriter,
  names: readonly string[],
  commands: ReadonlyMap<string, KvCommand>,
): void {
  reply.array(names.length);
  for (const name of names) describe(reply, name.toLowerCase(), commands.get(name.toUpperCase()));
}

function describe(reply: RespWriter, name: string, command: KvCommand | undefined): void {
  if (command === undefined) return reply.nullArray();
  const [first, last, step] = command.keys ?? [0, 0, 0];
  reply.array(6);
  reply.bulk(name);
  reply.integer(command.arity);
  const flags = command.flags.filter((each) => each !== "no_queue");
  reply.array(flags.length);
  for (const each of flags) reply.simple(each);
  reply.integer(first);
  reply.integer(last);
  reply.integer(step);
}
