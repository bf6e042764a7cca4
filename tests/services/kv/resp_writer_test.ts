import { assertEquals, assertThrows } from "@std/assert";
import { ReplyTooLong, RespWriter } from "../../../mod/services/kv/resp/resp_writer.ts";
import { latin1Text } from "../../_kit/latin1.ts";

/** What a writer gathers. */
function written(write: (reply: RespWriter) => void, version: 2 | 3 = 2): string {
  const reply = new RespWriter();
  reply.version = version;
  write(reply);
  return latin1Text(reply.take());
}

const EVERY_BYTE = String.fromCharCode(...Array(256).keys());

Deno.test("RespWriter writes each kind of reply in the form of its version", () => {
  for (const text of ["", "v", EVERY_BYTE, EVERY_BYTE.repeat(100)]) {
    assertEquals(written((reply) => reply.bulk(text)), `$${text.length}\r\n${text}\r\n`);
    assertEquals(written((reply) => reply.text(text)), text);
  }
  for (const value of [0, -1, 2 ** 40, 2n ** 63n - 1n, -(2n ** 63n)]) {
    assertEquals(written((reply) => reply.integer(value)), `:${value}\r\n`);
  }
  assertEquals(written((reply) => reply.simple("OK")), "+OK\r\n");
  assertEquals(written((reply) => reply.bulk(null)), "$-1\r\n");
  assertEquals(written((reply) => reply.bulk(undefined), 3), "_\r\n");
  assertEquals(written((reply) => reply.value([1, ["a", null]])), "*2\r\n:1\r\n*2\r\n$1\r\na\r\n$-1\r\n");
});

Deno.test("RespWriter keeps replies in their order over many growths, and refuses what is too long", () => {
  const texts = Array.from({ length: 300 }, (_, at) => EVERY_BYTE.slice(0, at % 200));
  const all = written((reply) => texts.forEach((text) => reply.bulk(text)));
  assertEquals(all, texts.map((text) => `$${text.length}\r\n${text}\r\n`).join(""));
  const small = new RespWriter(200);
  small.simple("OK");
  assertThrows(() => small.bulk("x".repeat(300)), ReplyTooLong);
});
