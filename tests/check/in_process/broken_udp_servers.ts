import type { BrokenServer, RunningServer } from "./broken_servers.ts";

/** Answers a datagram with datagrams of its own. */
type Serve = (data: Uint8Array, from: Deno.NetAddr, send: Send) => void;
type Send = (answer: Uint8Array, to: Deno.NetAddr, other?: boolean) => void;

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const upper = (data: Uint8Array) => encode(decode(data).toUpperCase());

function serving(serve: Serve): RunningServer {
  const options = { transport: "udp", hostname: "127.0.0.1", port: 0 } as const;
  const socket = Deno.listenDatagram(options);
  const other = Deno.listenDatagram(options);
  const send: Send = (answer, to, elsewhere = false) =>
    void (elsewhere ? other : socket).send(answer, to).catch(() => {/* closed meanwhile */});
  (async () => {
    for await (const [data, from] of socket) serve(data, from as Deno.NetAddr, send);
  })().catch(() => {/* closed */});
  return {
    port: (socket.addr as Deno.NetAddr).port,
    [Symbol.dispose]() {
      socket.close();
      other.close();
    },
  };
}

/** One that answers what comes with this. */
const answering = (answer: (data: Uint8Array) => Uint8Array) => (): RunningServer =>
  serving((data, from, send) => send(answer(data), from));

/** One whose buffer has so many bytes. */
const buffered = (size: number) => answering((data) => upper(data.subarray(0, size)));

/** A buffer that is sent whole, with what was in it before. */
function wholeBuffer(): RunningServer {
  const buffer = new Uint8Array(64);
  return serving((data, from, send) => {
    buffer.set(upper(data).subarray(0, buffer.length));
    send(buffer, from);
  });
}

function firstAddress(): RunningServer {
  let first: Deno.NetAddr | undefined;
  return serving((data, from, send) => send(upper(data), first ??= from));
}

function onlyFirst(): RunningServer {
  let first: number | undefined;
  return serving((data, from, send) => from.port === (first ??= from.port) && send(upper(data), from));
}

const UDP = "echo_udp";
const MIRROR = "echo_udp_mirror";

/** Servers over UDP, each with one mistake. */
export const BROKEN_UDP_SERVERS: readonly BrokenServer[] = ([
  [
    UDP,
    "each datagram is answered twice",
    "upper",
    "look for a second sendto",
    () => serving((data, from, send) => [1, 2].forEach(() => send(upper(data), from))),
  ],
  [UDP, "nothing is changed", "upper", "not in upper case", answering((data) => data)],
  [
    UDP,
    "the whole buffer is sent",
    "upper",
    "what the buffer held besides: send as many bytes as came",
    wholeBuffer,
  ],
  [
    UDP,
    "a line end is added",
    "upper",
    "a line end more than the message",
    answering((data) => Uint8Array.of(...upper(data), 10)),
  ],
  [
    UDP,
    "a prefix is added",
    "upper",
    "something else around it",
    answering((data) => encode(`echo: ${decode(upper(data))}`)),
  ],
  [
    UDP,
    "the answer goes out through another socket",
    "upper",
    "it was sent through another socket",
    () => serving((data, from, send) => send(upper(data), from, true)),
  ],
  [UDP, "nothing is answered", "upper", "from outside nothing tells why", () => serving(() => {})],
  [UDP, "all answers go to the first client", "two_clients", "arrived at another one", firstAddress],
  [UDP, "only the first client is answered", "two_clients", "another one is not; from outside", onlyFirst],
  [
    UDP,
    "bytes are turned to upper case",
    "accents",
    "knows no letters but a to z",
    answering((data) => data.map((byte) => byte >= 97 && byte <= 122 ? byte - 32 : byte)),
  ],
  [
    UDP,
    "what is not ASCII is dropped",
    "accents",
    "drops the characters that are not ASCII",
    answering((data) => upper(data).filter((byte) => byte < 0x80)),
  ],
  [
    UDP,
    "UTF-8 is read as Latin-1",
    "accents",
    "as another encoding",
    answering((data) => encode(new TextDecoder("latin1").decode(data).toUpperCase())),
  ],
  [
    UDP,
    "blanks are taken away",
    "blanks",
    "takes the blanks away",
    answering((data) => encode(decode(upper(data)).trim())),
  ],
  [
    UDP,
    "a line is taken out of the datagram",
    "blanks",
    "a message is not a line",
    answering((data) => encode(decode(upper(data)).split("\n")[0]!)),
  ],
  [
    UDP,
    "an empty datagram is not answered",
    "empty",
    "gives an empty datagram no answer",
    () => serving((data, from, send) => data.length > 0 && send(upper(data), from)),
  ],
  [UDP, "the buffer is small", "large", "1024 of 1472 bytes came back", buffered(1024)],
  [UDP, "the buffer holds what Ethernet does", "largest", "2048 of 65507 bytes came back", buffered(2048)],
  [
    UDP,
    "a large datagram is dropped",
    "largest",
    "this one is not; from outside",
    () => serving((data, from, send) => data.length < 9000 && send(upper(data), from)),
  ],
  [
    MIRROR,
    "what should come back as it was comes back in upper case",
    "mirror",
    "comes back in upper case",
    answering(
      upper,
    ),
  ],
  [
    MIRROR,
    "the bytes go through text",
    "binary",
    "loses what is no text",
    answering((data) => encode(decode(data))),
  ],
  [
    MIRROR,
    "a zero byte ends the answer",
    "binary",
    "where the message has a zero byte",
    answering((data) => data.includes(0) ? data.subarray(0, data.indexOf(0)) : data),
  ],
] as const).map(([kind, mistake, rule, diagnosis, start]) => ({
  kind,
  mistake,
  rule: `echo.udp_${rule}`,
  diagnosis,
  start,
}));
