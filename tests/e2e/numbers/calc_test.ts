import { assertEquals, assertMatch } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
import { run, runCommand } from "../../_kit/program/run.ts";

const client = (name: string) => fromFileUrl(new URL(`../clients/${name}`, import.meta.url));

for (const mode of ["events", "iterative", "process", "thread", "pool", "symmetric"]) {
  Deno.test(`netlab calc serve --mode ${mode} calculates, on the loop and in its workers`, async () => {
    await using server = await Server.start(["calc", "serve", "0", "--mode", mode, "--time-limit", "15"]);
    const { stdout, code } = await run([
      "calc",
      "ask",
      `127.0.0.1:${server.port}`,
      "x = 3*5+1",
      "2**5000%97+x",
      "ans/0",
    ]);
    assertEquals(stdout, `16\n${2n ** 5000n % 97n + 16n}\nErreur: division par zéro (position 4)\n`);
    assertEquals(code, 1);
    assertEquals(await server.stop(), 0);
  });
}

peerTest("netlab calc serve --framing chunk answers the sheet's Python client", ["python3"], async () => {
  await using server = await Server.start(["calc", "serve", "0", "--framing", "chunk"]);
  const { stdout } = await runCommand("python3", [
    client("sheet_004_calc.py"),
    "127.0.0.1",
    `${server.port}`,
  ]);
  assertEquals(stdout.trimEnd().split("\n"), [
    "16",
    "Erreur: division par zéro (position 2)",
    "1267650600228229401496703205376",
    "2",
    "Erreur: caractère inattendu ' (position 12)",
  ]);
});

peerTest("netlab calc serve answers nc, with and without a last line end", ["nc"], async () => {
  await using server = await Server.start(["calc", "serve", "0", "--lang", "en"]);
  const { stdout } = await runCommand("nc", ["-N", "-w", "10", "127.0.0.1", `${server.port}`], {
    stdin: "sqrt(2)\r\nfoo\n6\r*7\n1<2<3\ndivmod(7,2)\nhex(255) # text\n7//-2",
  });
  assertEquals(stdout.split("\n"), [
    "1.4142135623730951",
    "Error: unknown name foo (position 1)",
    "Error: unexpected character U+000D (position 2)",
    "True",
    "(3, 1)",
    "0xff",
    "-4",
    "",
  ]);
});

Deno.test("netlab calc ask reads expressions from standard input and ends with 0 when all went well", async () => {
  await using server = await Server.start(["calc", "serve", "0"]);
  const { stdout, code } = await run(["calc", "ask", "localhost", `${server.port}`], {
    stdin: "1+1\n-2**2\n0.1+0.2",
  });
  assertEquals([stdout, code], ["2\n-4\n0.30000000000000004\n", 0]);
});

Deno.test("netlab calc ask --framing chunk sends no line ends", async () => {
  await using server = await Server.start(["calc", "serve", "0", "--framing", "chunk"]);
  const { stdout } = await run([
    "calc",
    "ask",
    "localhost",
    `${server.port}`,
    "1+1",
    "ans*21",
    "--framing",
    "chunk",
  ]);
  assertEquals(stdout, "2\n42\n");
});

peerTest("netlab calc ask has a prompt with a history on a terminal", ["python3"], async () => {
  await using server = await Server.start(["calc", "serve", "0"]);
  const script = fromFileUrl(new URL("../clients/at_a_terminal.py", import.meta.url));
  const binary = Deno.env.get("NETLAB_BIN");
  const program = binary
    ? [binary]
    : [Deno.execPath(), "run", "-A", "--no-check", fromFileUrl(new URL("../../../main.ts", import.meta.url))];
  const { stdout } = await runCommand("python3", [
    script,
    ...program,
    "calc",
    "ask",
    "127.0.0.1",
    `${server.port}`,
  ]);
  assertMatch(stdout, /calc> /);
  // 6*7 typed, then the arrow key up brings it back: the result comes twice.
  assertEquals(stdout.match(/42\n/g)?.length, 2, stdout);
  assertMatch(stdout, /exit 0/);
});

Deno.test("netlab calc refuses at once what would block it, and serves on", async () => {
  await using server = await Server.start(["calc", "serve", "0"]);
  const bombs = ["9**9**9", "1<<10**12", "factorial(10**9)", `${"(".repeat(300)}1`, `${"-".repeat(3000)}1`];
  const { stdout } = await run(["calc", "ask", "localhost", `${server.port}`, "--", ...bombs, "1+1"]);
  const lines = stdout.trimEnd().split("\n");
  assertEquals(lines.map((line) => line.startsWith("Erreur: ")), [true, true, true, true, false, false]);
  assertEquals(lines.slice(-2), ["1", "2"]);
});

Deno.test("netlab calc ask says so when the server leaves", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const asked = run(["calc", "ask", "127.0.0.1", `${listener.addr.port}`, "1+1"]);
  (await listener.accept()).close();
  const { stderr, code } = await asked;
  assertMatch(stderr, /^netlab: the server (closed|broke)/);
  assertEquals(code, 1);
});
