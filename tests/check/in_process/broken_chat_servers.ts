import type { BrokenServer, RunningServer } from "./broken_servers.ts";
import {
  bodyOfOneRead,
  type Change,
  decode,
  encode,
  join,
  lengthBytes,
  lengthOfOneRead,
  littleEndian,
  marked,
  messageOfOneRead,
  type Read,
  sized,
  value,
} from "./message_ways.ts";
import { type Client, servingClients } from "./tcp_server.ts";

/** How a chat reads, and sends on; what is left out is right, for two bytes of length. */
interface ChatWays {
  readonly read?: Read;
  readonly change?: Change;
  readonly mark?: Change;
  /** Who hears it. */
  readonly listeners?: (all: readonly Client[], speaker: Client) => readonly Client[];
  /** Whether somebody is let in. */
  readonly enters?: (all: readonly Client[]) => boolean;
  /** What becomes of the others when somebody leaves. */
  readonly left?: (all: Client[]) => void;
}

function chat({
  read = sized(2),
  change = (message) => message,
  mark = marked(2),
  listeners = (all, speaker) => all.filter((each) => each !== speaker),
  enters = () => true,
  left = () => {},
}: ChatWays): RunningServer {
  const all: Client[] = [];
  return servingClients(async (client) => {
    if (!enters(all)) { while (await client.some() !== null); }
    all.push(client);
    try {
      for (let message = await read(client); message !== null; message = await read(client)) {
        const wire = mark(change(message));
        for (const other of listeners(all, client)) await other.write(wire).catch(() => {/* it has left */});
      }
    } finally {
      all.splice(all.indexOf(client), 1);
      left(all);
    }
  });
}

/** One buffer for all clients. */
function sharedBuffer(): RunningServer {
  const all: Client[] = [];
  let buffer = new Uint8Array(0);
  return servingClients(async (client) => {
    all.push(client);
    for (let read = await client.some(); read !== null; read = await client.some()) {
      buffer = join(buffer, read);
      while (buffer.length >= 2 && buffer.length >= 2 + value(buffer.subarray(0, 2))) {
        const length = value(buffer.subarray(0, 2));
        const wire = marked(2)(buffer.slice(2, 2 + length));
        buffer = buffer.slice(2 + length);
        for (const other of all) if (other !== client) await other.write(wire);
      }
    }
  });
}

/** A name in front of what is said. */
const named: Change = (message) => join(encode("Ginette: "), message);

/** Nobody is heard any more. */
const dead = (all: Client[]): void => void all.splice(0);

/** Chats of messages, each with one mistake. */
export const BROKEN_CHAT_SERVERS: readonly BrokenServer[] = ([
  ["no length is sent", "all", "nothing that marks it off", { mark: (message: Uint8Array) => message }],
  ["no length is sent in front of a name", "all", "nothing that marks it off", {
    change: named,
    mark: (said: Uint8Array) => said,
  }],
  ["a line is sent", "all", "the answer is a line", {
    change: named,
    mark: (said: Uint8Array) => join(said, Uint8Array.of(10)),
  }],
  ["the length is sent the wrong way round", "all", "least significant byte first", {
    change: named,
    mark: (said: Uint8Array) => join(lengthBytes(said.length, 2).toReversed(), said),
  }],
  ["the length counts itself", "all", "counts its own bytes, too", {
    change: named,
    mark: (said: Uint8Array) => join(lengthBytes(said.length + 2, 2), said),
  }],
  ["the length has four bytes", "all", "the length of the answer has 4 bytes", { mark: marked(4) }],
  ["the length is read the wrong way round", "all", "reads the length with its least", {
    read: littleEndian,
  }],
  ["lines are read", "all", "your server waits for a line", { read: (client: Client) => client.until(10) }],
  ["only one of the others hears it", "all", "has heard the message, and another one has not", {
    listeners: (all: readonly Client[], speaker: Client) =>
      all.filter((each) => each !== speaker).slice(0, 1),
  }],
  ["nobody hears anything", "all", "from outside nothing tells why", { listeners: () => [] }],
  ["who speaks hears it, too", "not_back", "back to who said it", {
    listeners: (all: readonly Client[]) => all,
  }],
  ["only the first is heard", "any_order", "from outside nothing tells why", {
    listeners: (all: readonly Client[], speaker: Client) =>
      all.filter((each) => each !== speaker && speaker === all[2]),
  }],
  ["characters are counted", "accents", "counts characters", {
    mark: (said: Uint8Array) => join(lengthBytes([...decode(said)].length, 2), said),
  }],
  ["UTF-8 is read as Latin-1", "accents", "as another encoding", {
    change: (said: Uint8Array) => encode(new TextDecoder("latin1").decode(said)),
  }],
  ["the length is what one read returns", "length_split", "before the message was whole", {
    read: lengthOfOneRead,
  }],
  ["a length of one byte is read and sent", "length_split", "reads a length of one byte", {
    read: sized(1),
    mark: marked(1),
  }],
  ["a message is what one read returns", "body_split", "one recv for the whole message", {
    read: bodyOfOneRead,
  }],
  ["what comes together is one message", "glued", "handles the first and loses the others", {
    read: messageOfOneRead,
  }],
  ["who comes later is not heard", "late", "from outside nothing tells why", {
    enters: (all: readonly Client[]) => all.length < 3,
  }],
  ["nobody is heard after one has left", "leaves", "from outside nothing tells why", { left: dead }],
  ["nobody is heard after a reset", "reset", "from outside nothing tells why", { left: dead }],
] as const).map(([mistake, rule, diagnosis, ways]): BrokenServer => ({
  kind: "chat_u16",
  mistake,
  rule: `chat.message_${rule}`,
  diagnosis,
  start: () => chat(ways as ChatWays),
  anew: true,
})).concat({
  kind: "chat_u16",
  mistake: "one buffer holds what all clients send",
  rule: "chat.message_mixed",
  diagnosis: "a buffer of its own",
  start: sharedBuffer,
  anew: true,
});
