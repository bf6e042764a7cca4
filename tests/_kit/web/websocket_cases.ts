/*
What each side of a WebSocket is sent, and how it must answer: cases of the kinds that the public case list of the Autobahn
test suite names (https://github.com/crossbario/autobahn-testsuite), with its numbers. The frames are written here.
*/

import {
  BINARY,
  clientFrame,
  CLOSE,
  closing,
  type FrameShape,
  joinBytes,
  MORE,
  PING,
  PONG,
  TEXT,
} from "./websocket_frames.ts";

/** Bytes for a server, and the answer they should get. */
export interface WebSocketCase {
  readonly name: string;
  /** Sent one after another, each in a write of its own. */
  readonly send: readonly Uint8Array[];
  /** The code with which the server has to close; undefined: it stays open. */
  readonly close?: number;
  /** The payloads of all messages, one after another. */
  readonly data?: Uint8Array;
  /** The contents of its pongs. */
  readonly pongs?: readonly string[];
  /** Holds a binary message. */
  readonly binary?: boolean;
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const hex = (digits: string) => Uint8Array.fromHex(digits.replaceAll(" ", ""));
const octets = (bytes: Uint8Array) => Array.from(bytes, (byte) => Uint8Array.of(byte));

const KOSME = hex("cebae1bdb9cf83cebcceb5");
const EDITED = utf8("edited");

const VALID_TEXTS = [
  utf8("Hello-µ@ßöäüàá-UTF-8!!"),
  KOSME,
  ...["00", "c280", "e0a080", "f0908080", "7f", "dfbf", "efbfbf", "f48fbfbf", "ed9fbf", "ee8080", "efbfbd"]
    .map(hex),
];
const INVALID_TEXTS = [
  ...[
    "f8888080 80",
    "fc84808080 80",
    "f7bfbfbf",
    "fbbfbfbfbf",
    "fdbfbfbfbfbf",
    "f4908080",
    "80",
    "bf",
    "80bf80bf",
  ],
  ...[
    "c0",
    "c1bf",
    "e080af",
    "f08080af",
    "c080",
    "e08080",
    "eda080",
    "edbfbf",
    "eda080edb080",
    "fe",
    "ff",
    "c220",
  ],
  ...["e1bd20", "f09080", "e0a0", "c3"],
].map(hex);

/** What a server is sent. */
export const WEBSOCKET_CASES: readonly WebSocketCase[] = casesFrom("client");

/** What a client is sent. */
export const WEBSOCKET_CLIENT_CASES: readonly WebSocketCase[] = casesFrom("server");

function casesFrom(sender: "client" | "server"): WebSocketCase[] {
  const masked = sender === "client";
  const frame = (opcode: number, payload: Uint8Array | string = "", shape: FrameShape = {}) =>
    clientFrame(opcode, payload, { masked, ...shape });
  const part = (opcode: number, payload: Uint8Array | string, final: boolean) =>
    frame(opcode, payload, { final });
  /** A message in fragments of `size` bytes. */
  const fragments = (opcode: number, payload: Uint8Array, size: number): Uint8Array[] => {
    const frames: Uint8Array[] = [];
    for (let at = 0; at === 0 || at < payload.length; at += size) {
      frames.push(
        part(at === 0 ? opcode : MORE, payload.subarray(at, at + size), at + size >= payload.length),
      );
    }
    return frames;
  };
  return [
    ...[0, 125, 126, 127, 128, 65535, 65536].flatMap((size) => {
      const [text, bytes] = [utf8("*".repeat(size)), new Uint8Array(size).fill(0xfe)];
      return [
        { name: `1.1 text of ${size}`, send: [frame(TEXT, text)], data: text },
        { name: `1.2 binary of ${size}`, send: [frame(BINARY, bytes)], data: bytes, binary: true },
      ];
    }),
    {
      name: "1.1.8 text of 65536 in chops",
      send: chopped(frame(TEXT, "*".repeat(65536)), 997),
      data: utf8("*".repeat(65536)),
    },

    { name: "2.1 ping", send: [frame(PING)], pongs: [""] },
    { name: "2.2 ping with a payload", send: [frame(PING, "Hello, world!")], pongs: ["Hello, world!"] },
    { name: "2.4 ping of 125", send: [frame(PING, "p".repeat(125))], pongs: ["p".repeat(125)] },
    { name: "2.5 ping of 126", send: [frame(PING, "p".repeat(126))], close: 1002 },
    { name: "2.6 ping in octets", send: octets(frame(PING, "p".repeat(125))), pongs: ["p".repeat(125)] },
    { name: "2.7 pong that nobody asked for", send: [frame(PONG), frame(PONG, "x")], pongs: [] },
    { name: "2.9 pong, then ping", send: [frame(PONG, "x"), frame(PING, "y")], pongs: ["y"] },
    {
      name: "2.10 ten pings at once",
      send: [joinBytes(...[..."0123456789"].map((each) => frame(PING, each)))],
      pongs: [..."0123456789"],
    },

    ...[1, 2, 3, 4, 5, 6, 7].flatMap((reserved) =>
      [TEXT, PING, CLOSE].map((opcode) => ({
        name: `3.${reserved} reserved bits ${reserved} of opcode ${opcode}`,
        send: [frame(opcode, "", { reserved })],
        close: 1002,
      }))
    ),
    {
      name: "3.3 a message, then a reserved bit",
      send: [joinBytes(frame(TEXT, "x"), frame(TEXT, "y", { reserved: 2 }))],
      close: 1002,
    },

    ...[3, 4, 5, 6, 7, 11, 12, 13, 14, 15].flatMap((opcode) => [
      { name: `4 opcode ${opcode}`, send: [frame(opcode)], close: 1002 },
      {
        name: `4 opcode ${opcode} with a payload`,
        send: [frame(opcode, "x"), frame(PING)],
        close: 1002,
      },
    ]),

    { name: "5.1 ping in fragments", send: fragments(PING, utf8("ab"), 1), close: 1002 },
    { name: "5.2 pong in fragments", send: fragments(PONG, utf8("ab"), 1), close: 1002 },
    { name: "5.3 text in two fragments", send: fragments(TEXT, utf8("ab"), 1), data: utf8("ab") },
    {
      name: "5.6 ping between fragments",
      send: [part(TEXT, "a", false), frame(PING, "p"), part(MORE, "b", true)],
      data: utf8("ab"),
      pongs: ["p"],
    },
    {
      name: "5.8 the same in octets",
      send: octets(joinBytes(part(TEXT, "a", false), frame(PING, "p"), part(MORE, "b", true))),
      data: utf8("ab"),
      pongs: ["p"],
    },
    { name: "5.9 continuation of nothing", send: [part(MORE, "x", true), frame(TEXT, "y")], close: 1002 },
    { name: "5.12 continuation of nothing, not the last", send: [part(MORE, "x", false)], close: 1002 },
    {
      name: "5.15 continuation after the last fragment",
      send: [...fragments(TEXT, utf8("ab"), 1), part(MORE, "c", false), frame(TEXT, "d")],
      close: 1002,
    },
    { name: "5.18 text within text", send: [part(TEXT, "a", false), frame(TEXT, "b")], close: 1002 },
    {
      name: "5.19 pings between five fragments",
      send: [
        part(TEXT, "1", false),
        part(MORE, "2", false),
        frame(PING, "p"),
        part(MORE, "3", false),
        part(MORE, "4", false),
        frame(PING, "q"),
        part(MORE, "5", true),
      ],
      data: utf8("12345"),
      pongs: ["p", "q"],
    },

    {
      name: "6.1 empty fragments",
      send: [part(TEXT, "", false), part(MORE, "", false), part(MORE, "", true)],
      data: utf8(""),
    },
    {
      name: "6.1 a word between empty fragments",
      send: [part(TEXT, "", false), part(MORE, "é", false), part(MORE, "", true)],
      data: utf8("é"),
    },
    ...VALID_TEXTS.flatMap((text) => [
      { name: `6.2 valid text ${text.toHex()}`, send: [frame(TEXT, text)], data: text },
      { name: `6.2 valid text ${text.toHex()} in octets`, send: fragments(TEXT, text, 1), data: text },
    ]),
    ...[...INVALID_TEXTS, joinBytes(KOSME, hex("eda080"), EDITED)].flatMap((text) => [
      { name: `6.3 invalid text ${text.toHex()}`, send: [frame(TEXT, text)], close: 1007 },
      { name: `6.3 invalid text ${text.toHex()} in octets`, send: fragments(TEXT, text, 1), close: 1007 },
    ]),
    {
      name: "6.4.1 fails before the message has ended",
      send: [part(TEXT, KOSME, false), part(MORE, hex("f4908080"), false)],
      close: 1007,
    },
    {
      name: "6.4.3 fails before the frame has ended",
      send: [
        frame(TEXT, joinBytes(KOSME, hex("f490"), EDITED)).subarray(0, (masked ? 6 : 2) + KOSME.length + 2),
      ],
      close: 1007,
    },
    {
      name: "6.4 a new message forgets the last one",
      send: [frame(TEXT, "é"), frame(TEXT, hex("a9"))],
      close: 1007,
    },

    {
      name: "7.1.1 text, then close",
      send: [joinBytes(frame(TEXT, "x"), frame(CLOSE, closing(1000)))],
      close: 1000,
    },
    {
      name: "7.1.2 close twice",
      send: [joinBytes(frame(CLOSE, closing(1000)), frame(CLOSE, closing(1000)))],
      close: 1000,
    },
    {
      name: "7.1.3 ping after close",
      send: [joinBytes(frame(CLOSE, closing(1000)), frame(PING))],
      close: 1000,
      pongs: [],
    },
    {
      name: "7.1.4 text after close",
      send: [joinBytes(frame(CLOSE, closing(1000)), frame(TEXT, "x"))],
      close: 1000,
      data: utf8(""),
    },
    {
      name: "7.1.5 close within a message",
      send: [part(TEXT, "x", false), frame(CLOSE, closing(1000)), part(MORE, "y", true)],
      close: 1000,
    },
    { name: "7.3.1 close without a code", send: [frame(CLOSE)], close: 1000 },
    { name: "7.3.2 close of one byte", send: [frame(CLOSE, "x")], close: 1002 },
    { name: "7.3.4 close with a reason", send: [frame(CLOSE, closing(1000, "À bientôt"))], close: 1000 },
    {
      name: "7.3.5 close with a reason of 123",
      send: [frame(CLOSE, closing(1000, "r".repeat(123)))],
      close: 1000,
    },
    {
      name: "7.3.6 close with a reason of 124",
      send: [frame(CLOSE, closing(1000, "r".repeat(124)))],
      close: 1002,
    },
    {
      name: "7.5.1 close with a reason that is no text",
      send: [frame(CLOSE, closing(1000, joinBytes(KOSME, hex("eda080"))))],
      close: 1007,
    },
    ...[1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999].map((code) => ({
      name: `7.7 close code ${code}`,
      send: [frame(CLOSE, closing(code))],
      close: code,
    })),
    ...[0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535].map((code) => ({
      name: `7.9 close code ${code}`,
      send: [frame(CLOSE, closing(code))],
      close: 1002,
    })),

    {
      name: "9 text of 256 KiB in fragments of 64",
      send: [joinBytes(...fragments(TEXT, utf8("*".repeat(262_144)), 64))],
      data: utf8("*".repeat(262_144)),
    },
    {
      name: "9 text of 1 MiB",
      send: [frame(TEXT, "*".repeat(1 << 20))],
      data: utf8("*".repeat(1 << 20)),
    },
    {
      name: "10.1.1 text of 65536 in fragments of 1300",
      send: fragments(TEXT, utf8("*".repeat(65536)), 1300),
      data: utf8("*".repeat(65536)),
    },

    {
      name: "a frame masked as the other side does",
      send: [frame(TEXT, "x", { masked: !masked })],
      close: 1002,
    },
    {
      name: "a ping masked as the other side does",
      send: [frame(PING, "x", { masked: !masked })],
      close: 1002,
    },
    {
      name: "a length of 125 in two bytes",
      send: [frame(TEXT, "x".repeat(125), { lengthBytes: 2 })],
      close: 1002,
    },
    {
      name: "a length of 65535 in eight bytes",
      send: [frame(TEXT, "x".repeat(65535), { lengthBytes: 8 })],
      close: 1002,
    },
    {
      name: "a length with its highest bit",
      send: [hex(masked ? "81ff 8000000000000001 12345678" : "817f 8000000000000001 00")],
      close: 1002,
    },
    {
      name: "a ping with a length in two bytes",
      send: [frame(PING, "x", { lengthBytes: 2 })],
      close: 1002,
    },
  ];
}

function chopped(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from(
    { length: Math.ceil(bytes.length / size) },
    (_, at) => bytes.slice(at * size, (at + 1) * size),
  );
}
