import { assert, assertEquals } from "@std/assert";
import { Relay, relay } from "../../_kit/program/relay.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/** How programs end, with how much input, and what comes of it: the exit status, and what is said of it. */
const PROGRAMS: [address: string, bytes: number, code: number, said: string[]][] = [
  ["SYSTEM:cat >/dev/null", 9, 0, []],
  ["EXEC:true", 3_000_000, 0, ["W write: Broken pipe"]],
  ["SYSTEM:cat >/dev/null; exit 3", 9, 1, [
    'W system("cat >/dev/null; exit 3") returned with status 768',
    "E waitpid: child exited with status 3",
  ]],
  ["SYSTEM:cat >/dev/null; kill -9 $$", 9, 0, [
    'W system("cat >/dev/null; kill -9 $$") returned with status 9',
  ]],
  [`EXEC:'sh -c "cat >/dev/null; kill -9 $$"'`, 9, 1, ["E waitpid: child exited on signal 9"]],
  ["EXEC:/no/such/program", 0, 1, ['E execvp("/no/such/program"): No such file or directory']],
];

Deno.test({
  name: "relay ends as its program did, and is not at fault when that has had enough",
  ignore: Deno.build.os === "windows",
  async fn() {
    for (const [address, bytes, code, said] of PROGRAMS) {
      const ended = await relay(["-d", "-t", "5", "-", address], "x".repeat(bytes));
      const lines = ended.stderr.split("\n").filter((line) => / [WE] /.test(line)).map((line) =>
        line.replace(/.*?\] /, "").replace(/\(\d*(, …)?\): /, ": ").replace(/child \d+/, "child")
      );
      assertEquals([ended.code, ...lines], [code, ...said], address);
    }
  },
});

for (
  const [signal, number, level] of [["SIGTERM", 15, "W"], ["SIGINT", 2, "N"], ["SIGHUP", 1, "N"]] as const
) {
  Deno.test({
    name: `relay with a session tells ${signal} and ends with ${128 + number}`,
    ignore: Deno.build.os === "windows",
    async fn() {
      await using serving = await Relay.start("TCP-LISTEN:0,fork,bind=127.0.0.1", "PIPE");
      using client = await Deno.connect({ hostname: "127.0.0.1", port: serving.port });
      await client.write(new Uint8Array(5));
      await client.read(new Uint8Array(5));
      assertEquals(await serving.server.stop(signal), 128 + number);
      const said = serving.server.lines.map((line) => line.replace(/.*?\] /, ""));
      assertEquals(said.filter((line) => line.includes("signal")), [
        `N socat_signal(): handling signal ${number}`,
        `${level} exiting on signal ${number}`,
        `N socat_signal(): finishing signal ${number}`,
      ]);
      assertEquals(said.at(-1), `N exit(${128 + number})`);
      assertEquals(await client.read(new Uint8Array(5)), null);
    },
  });
}

Deno.test("relay reads the login of a proxy without the line end of its file", async () => {
  using folder = new TempFolder();
  Deno.writeTextFileSync(`${folder.path}/login`, "name:password\n");
  using proxy = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const options = `proxyport=${proxy.addr.port},proxyauthfile=${folder.path}/login`;
  const asking = relay(["-", `PROXY:127.0.0.1:example.org:80,${options}`]);
  using connection = await proxy.accept();
  const bytes = new Uint8Array(1000);
  let text = "";
  while (!text.includes("\r\n\r\n")) {
    const length = await connection.read(bytes);
    assert(length !== null, `it ended after ${text}`);
    text += new TextDecoder().decode(bytes.subarray(0, length));
  }
  assertEquals(/: Basic (.*)\r\n/.exec(text)?.[1], btoa("name:password"));
  await connection.write(new TextEncoder().encode("HTTP/1.0 403 no\r\n\r\n"));
  assertEquals((await asking).code, 1);
});
