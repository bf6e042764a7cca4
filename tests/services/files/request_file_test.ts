import { assertEquals, assertRejects } from "@std/assert";
import { requestFile, TransferError } from "../../../mod/services/files/request_file.ts";
import { FakeConnection } from "../../_kit/net/fake_connection.ts";

async function receive(connection: FakeConnection): Promise<{ size: number; text: string }> {
  let text = "";
  const size = await requestFile(connection, "a.txt", () =>
    Promise.resolve((piece) => {
      text += new TextDecoder().decode(piece);
      return Promise.resolve();
    }));
  return { size, text };
}

Deno.test("requestFile() asks with one line and receives the announced bytes, however they are cut", async () => {
  const whole = new FakeConnection(["OK\n5\nhello"]);
  assertEquals(await receive(whole), { size: 5, text: "hello" });
  assertEquals(whole.written, "a.txt\n");
  assertEquals(await receive(FakeConnection.byteByByte("OK\r\n5\r\nhello")), { size: 5, text: "hello" });
  assertEquals(await receive(new FakeConnection(["OK\n0\n"])), { size: 0, text: "" });
});

Deno.test("requestFile() takes no more than what was announced", async () => {
  assertEquals(await receive(new FakeConnection(["OK\n5\nhello", " world"])), { size: 5, text: "hello" });
  assertEquals(await receive(new FakeConnection(["OK\n5\nhello world"])), { size: 5, text: "hello" });
});

Deno.test("requestFile() tells a refusal, a short transfer and nonsense apart", async () => {
  const rows: [string[], string][] = [
    [["KO\nno such file\n"], "the server refused: no such file"],
    [["KO\n"], "the server refused: no reason given"],
    [["OK\n5\nhel"], "the connection ended early, after 3 of 5 bytes"],
    [["OK\n5\n"], "the connection ended early, after 0 of 5 bytes"],
    [[], "the server closed the connection without an answer"],
    [["HTTP/1.1 400 Bad Request\r\n\r\n"], "not that of a file server"],
    [["OK\nfive\n"], "not that of a file server"],
    [["OK\n"], "not that of a file server"],
    [["x".repeat(10_000)], "not that of a file server"],
  ];
  for (const [pieces, message] of rows) {
    await assertRejects(() => receive(new FakeConnection(pieces)), TransferError, message);
  }
});
