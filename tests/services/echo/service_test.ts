import { assertEquals, assertRejects } from "@std/assert";
import { FrameError } from "../../../mod/io/framer.ts";
import echo, { type EchoOptions } from "../../../mod/services/echo/service.ts";
import { silent } from "../../../mod/trace/tracer.ts";
import { FakeConnection } from "../../_kit/net/fake_connection.ts";
import { until } from "../../_kit/until.ts";

async function talk(pieces: (string | Uint8Array)[], options: Partial<EchoOptions> = {}) {
  const connection = new FakeConnection(pieces);
  await serve(connection, options);
  return connection;
}

function serve(connection: FakeConnection, options: Partial<EchoOptions> = {}): Promise<void> {
  const { signal } = new AbortController();
  const handler = echo.create({ transform: "upper", framing: "line", ...options }, signal);
  return handler(connection, { signal, trace: silent, log() {} });
}

Deno.test("echo answers each line in upper case", async () => {
  assertEquals((await talk(["bonjour\nété\r\nlast"])).written, "BONJOUR\nÉTÉ\nLAST\n");
});

Deno.test("echo answers lines that are here together in one write", async () => {
  assertEquals((await talk(["a\nb\nc\n", "d\n"])).writes, ["A\nB\nC\n", "D\n"]);
});

Deno.test("echo answers many lines in one write whatever ends they have and whatever is in them", async () => {
  const text = "a\r\n\r\n\nb\rc\r\r\nstraße\r\n" + "é".repeat(40) + "\r\n";
  assertEquals((await talk([text])).writes, [
    "A\n\n\nB\rC\r\nSTRASSE\n" + "É".repeat(40) + "\n",
  ]);
});

Deno.test("echo answers long lines, and short ones behind them in their order", async () => {
  const long = "x".repeat(40_000);
  const { written } = await talk([`${long}\na\n${long}\nb\nc\r\nd`]);
  assertEquals(written, `${long}\na\n${long}\nb\nc\nd\n`.toUpperCase());
});

Deno.test("echo answers the same when the bytes come one by one", async () => {
  const connection = FakeConnection.byteByByte("é🦆\r\nß\n\nx");
  await serve(connection);
  assertEquals(connection.written, "É🦆\nSS\n\nX\n");
});

Deno.test("echo speaks first with --welcome, a line or not", async () => {
  assertEquals((await talk(["a\n"], { welcome: "Bienvenue" })).writes, ["Bienvenue\n", "A\n"]);
  assertEquals((await talk([], { welcome: "Bienvenue", framing: "chunk" })).writes, ["Bienvenue"]);
});

Deno.test("echo --end answers what came before the word, nothing after it, and half-closes", async () => {
  const connection = await talk(["a\nfin\nb\n"], { end: "fin" });
  assertEquals([connection.written, connection.ends], ["A\n", ["closeWrite", "close"]]);
});

Deno.test("echo --end wants the word alone", async () => {
  assertEquals((await talk(["finir\n fin\nFIN\nfin\r\nx\n"], { end: "fin" })).written, "FINIR\n FIN\nFIN\n");
});

Deno.test("echo --framing chunk --end understands the word with and without a line end", async () => {
  for (const word of ["fin", "fin\n", "fin\r\n"]) {
    const options = { transform: "none", framing: "chunk", end: "fin" } as const;
    assertEquals((await talk(["un", word, "deux"], options)).writes, ["un"]);
  }
});

Deno.test("echo --reply answers the first bytes, with a line end if they had one", async () => {
  const options = { reply: "Bonjour client !" };
  assertEquals((await talk(["Bonjour serveur !", "encore"], options)).writes, ["Bonjour client !"]);
  assertEquals((await talk(["Bonjour serveur !\n"], options)).writes, ["Bonjour client !\n"]);
  assertEquals((await talk([], options)).writes, []);
});

Deno.test("echo --transform none sends back every byte, line ends included", async () => {
  const text = "a\r\n\n\0b\nlast\r";
  assertEquals((await talk([text], { transform: "none" })).written, text);
  assertEquals((await talk([text], { transform: "none", framing: "chunk" })).written, text);
});

Deno.test("echo --transform none needs no line to end", async () => {
  const long = "x".repeat(1000);
  assertEquals((await talk([long, "y"], { transform: "none", limit: 100 })).written, `${long}y`);
});

Deno.test("echo --framing chunk puts a character together that came in two pieces", async () => {
  const [first, second] = new TextEncoder().encode("é");
  const connection = await talk([Uint8Array.of(0x61, first!), Uint8Array.of(second!, 0x62)], {
    framing: "chunk",
  });
  assertEquals(connection.writes, ["A", "ÉB"]);
});

Deno.test("echo --framing chunk gives half a character back at the end", async () => {
  const connection = await talk([Uint8Array.of(0x61, 0xc3)], { framing: "chunk" });
  assertEquals(connection.bytesWritten, 2);
});

Deno.test("echo --framing chunk does not keep half a character for ever", async () => {
  const connection = new FakeConnection([Uint8Array.of(0xe9)]);
  const read = connection.read.bind(connection);
  const more = Promise.withResolvers<number | null>();
  let reads = 0;
  connection.read = (buffer) => reads++ === 0 ? read(buffer) : more.promise;
  const session = serve(connection, { framing: "chunk" });
  await until(() => connection.bytesWritten !== 0);
  assertEquals(connection.bytesWritten, 1);
  more.resolve(null);
  await session;
});

Deno.test("echo refuses a line beyond the limit with a sentence, after the answers before it", async () => {
  const connection = new FakeConnection([`ok\n${"x".repeat(12)}`]);
  const error = await assertRejects(() => serve(connection, { limit: 10 }), FrameError);
  assertEquals(connection.written, `OK\n${error.message}\n`);
  assertEquals(connection.ends, ["closeWrite", "close"]);
});
