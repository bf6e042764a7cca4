import type { KvClient } from "../kv_client.ts";
import { validName } from "./valid_name.ts";
import { type Call, CommandError, SYNTAX } from "./kv_command.ts";

/** CLIENT ID|INFO|LIST|GETNAME|SETNAME|SETINFO|REPLY|KILL|NO-EVICT|NO-TOUCH|UNBLOCK */
export function clientCommand(call: Call): void {
  const what = call.words[1]!.toUpperCase();
  const run = SUBCOMMANDS[what];
  if (run === undefined) {
    throw new CommandError(`ERR unknown subcommand '${call.words[1]!.slice(0, 128)}'. Try CLIENT HELP.`);
  }
  const [least, most, act] = run;
  if (call.words.length < least || call.words.length > most) {
    throw new CommandError(`ERR wrong number of arguments for 'client|${what.toLowerCase()}' command`);
  }
  call.client.lastCommand = `client|${what}`;
  act(call);
}

type Subcommand = readonly [least: number, most: number, run: (call: Call) => void];

const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = {
  ID: [2, 2, ({ client }) => client.reply.integer(client.id)],
  INFO: [2, 2, ({ client }) => client.reply.bulk(`${describe(client)}\n`)],
  LIST: [2, Infinity, list],
  GETNAME: [2, 2, ({ client }) => client.reply.bulk(client.name === "" ? null : client.name)],
  SETNAME: [3, 3, ({ client, words }) => {
    client.name = validName(words[2]!);
    client.reply.simple("OK");
  }],
  SETINFO: [4, 4, ({ client, words }) => {
    const what = words[2]!.toUpperCase();
    if (what === "LIB-NAME") client.library = validInfo(words[3]!);
    else if (what === "LIB-VER") client.libraryVersion = validInfo(words[3]!);
    else throw new CommandError(`ERR Unrecognized option '${words[2]}'`);
    client.reply.simple("OK");
  }],
  REPLY: [3, 3, ({ client, words }) => {
    const how = words[2]!.toUpperCase();
    if (how === "ON") {
      client.answers = "on";
      client.reply.simple("OK");
    } else if (how === "OFF") client.answers = "off";
    else if (how === "SKIP") client.answers = client.answers === "off" ? "off" : "skip-next";
    else throw new CommandError(SYNTAX);
  }],
  KILL: [3, 20, kill],
  "NO-EVICT": [3, 3, ({ client }) => client.reply.simple("OK")],
  "NO-TOUCH": [3, 3, ({ client }) => client.reply.simple("OK")],
};

/** CLIENT LIST [ID number …] [TYPE normal|pubsub|master|replica] */
function list({ server, client, words }: Call): void {
  const [, , kind, ...values] = words;
  let isAsked = (_each: KvClient) => true;
  if (kind?.toUpperCase() === "ID" && values.length > 0) {
    const ids = values.map(clientId);
    isAsked = ({ id }) => ids.includes(id);
  } else if (kind?.toUpperCase() === "TYPE" && values.length === 1) isAsked = ofType(values[0]!);
  else if (kind !== undefined) throw new CommandError(SYNTAX);
  const asked = [...server.clients.values()].filter(isAsked);
  client.reply.bulk(asked.map((each) => `${describe(each)}\n`).join(""));
}

function clientId(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new CommandError("ERR client-id should be greater than 0");
}

function ofType(text: string): (client: KvClient) => boolean {
  const type = text.toLowerCase();
  if (!/^(normal|pubsub|master|replica|slave)$/.test(type)) {
    throw new CommandError(`ERR Unknown client type '${text.slice(0, 128)}'`);
  }
  return ({ subscriptions }) => type === (subscriptions > 0 ? "pubsub" : "normal");
}

/** CLIENT KILL address, or CLIENT KILL ID number | ADDR address | LADDR address | TYPE type | USER user | SKIPME yes/no … */
function kill({ server, client, words }: Call): void {
  const isOld = words.length === 3;
  const filters = isOld ? [["ADDR", words[2]!]] : pairs(words.slice(2));
  let skipsMe = !isOld;
  const tests: ((each: KvClient) => boolean)[] = [];
  for (const [name, value] of filters) {
    const what = name!.toUpperCase();
    if (what === "ID") {
      const wanted = clientId(value!);
      tests.push(({ id }) => id === wanted);
    } else if (what === "TYPE") tests.push(ofType(value!));
    else if (what === "USER") {
      if (value !== "default") throw new CommandError(`ERR No such user '${value!.slice(0, 128)}'`);
    } else if (what === "ADDR") tests.push((each) => each.remote === value);
    else if (what === "LADDR") tests.push((each) => each.local === value);
    else if (what === "SKIPME" && /^(yes|no)$/i.test(value!)) skipsMe = value!.toLowerCase() === "yes";
    else throw new CommandError(SYNTAX);
  }
  const found = [...server.clients.values()].filter((each) =>
    tests.every((test) => test(each)) && !(skipsMe && each === client)
  );
  for (const each of found) {
    if (each === client) client.isLeaving = true;
    else each.cut();
  }
  if (!isOld) client.reply.integer(found.length);
  else if (found.length === 0) throw new CommandError("ERR No such client");
  else client.reply.simple("OK");
}

function pairs(words: readonly string[]): (readonly [string, string])[] {
  if (words.length % 2 === 1) throw new CommandError(SYNTAX);
  return Array.from({ length: words.length / 2 }, (_, at) => [words[2 * at]!, words[2 * at + 1]!]);
}

function validInfo(text: string): string {
  if (/^[!-~]*$/.test(text)) return text;
  throw new CommandError("ERR lib-name cannot contain spaces, newlines or special characters.");
}

/** A line of CLIENT LIST. */
function describe(client: KvClient): string {
  const seconds = (since: number) => Math.floor((performance.now() - since) / 1000);
  return Object.entries({
    id: client.id,
    addr: client.remote,
    laddr: client.local,
    name: client.name,
    age: seconds(client.since),
    idle: seconds(client.lastAt),
    flags: client.subscriptions > 0 ? "P" : client.transaction !== undefined ? "x" : "N",
    db: 0,
    sub: client.channels.size,
    psub: client.patterns.size,
    multi: client.transaction?.queued.length ?? -1,
    watch: client.watching,
    omem: client.unread,
    cmd: client.lastCommand.toLowerCase(),
    user: "default",
    resp: client.reply.version,
    "lib-name": client.library,
    "lib-ver": client.libraryVersion,
  }).map(([name, value]) => `${name}=${value}`).join(" ");
}
