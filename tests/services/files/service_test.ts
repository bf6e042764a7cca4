import { assertEquals, assertMatch } from "@std/assert";
import files, { type FilesOptions } from "../../../mod/services/files/service.ts";
import { silent } from "../../../mod/trace/tracer.ts";
import { FakeConnection } from "../../_kit/net/fake_connection.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { POSIX, testOn } from "../../_kit/test_on.ts";

async function ask(pieces: string[], options: Partial<FilesOptions> = {}) {
  using temp = new TempFolder();
  temp.write("a.txt", "hello");
  temp.write("empty", "");
  const connection = new FakeConnection(pieces);
  const log: string[] = [];
  const never = new AbortController().signal;
  const all: FilesOptions = { dir: temp.path, hidden: false, framing: "line", quiet: false, ...options };
  await files.create(all, never)(connection, {
    signal: never,
    trace: silent,
    log: (line) => log.push(String(line)),
  });
  return { said: connection.written, log };
}

Deno.test("files answers OK, the size and the bytes", async () => {
  assertEquals((await ask(["a.txt\n"])).said, "OK\n5\nhello");
  assertEquals((await ask(["empty\n"])).said, "OK\n0\n");
});

Deno.test("files understands a name in pieces, with CRLF, and without an end before a half-close", async () => {
  for (
    const pieces of [["a", ".t", "xt", "\n"], ["a.txt\r\n"], ["a.txt\r", "\n"], ["a.txt"], ["a.", "txt\r"]]
  ) {
    assertEquals((await ask(pieces)).said, "OK\n5\nhello", JSON.stringify(pieces));
  }
});

Deno.test("files takes what one read returns as the name in chunk framing", async () => {
  assertEquals((await ask(["a.txt"], { framing: "chunk" })).said, "OK\n5\nhello");
  assertEquals((await ask(["a.txt\r\n"], { framing: "chunk" })).said, "OK\n5\nhello");
});

Deno.test("files answers KO with one line of reason", async () => {
  assertEquals(
    (await ask(["../a.txt\n"])).said,
    "KO\nonly names of files below the served folder are allowed\n",
  );
  assertEquals((await ask(["nope\n"])).said, "KO\nno such file\n");
  assertEquals((await ask([`${"x".repeat(5000)}`])).said, "KO\nthe name is longer than 4096 bytes\n");
});

Deno.test("files says nothing to a client that asks nothing, and logs nothing", async () => {
  assertEquals(await ask([]), { said: "", log: [] });
});

testOn(
  POSIX,
  "no name has control characters there",
  "files logs who, what, size, time and outcome, with control characters escaped",
  async () => {
    const [sent] = (await ask(["a.txt\n"])).log;
    assertMatch(sent!, /^127\.0\.0\.1:2 "a\.txt" 5 bytes \d\.\d{3} s sent$/);
    const [refused] = (await ask(["\x1b[2J\n"])).log;
    assertMatch(refused!, /^127\.0\.0\.1:2 "\\x1b\[2J" 0 bytes \d\.\d{3} s refused: no such file$/);
    // A quote in a name ends nothing: what looks like an outcome stays inside.
    const [forged] = (await ask(['a" 5 bytes 0.001 s sent\n'])).log;
    assertMatch(
      forged!,
      /^127\.0\.0\.1:2 "a\\x22 5 bytes 0\.001 s sent" 0 bytes \d\.\d{3} s refused: no such file$/,
    );
    assertEquals((await ask(["a.txt\n"], { quiet: true })).log, []);
  },
);
