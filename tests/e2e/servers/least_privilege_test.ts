import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { netlab } from "../../_kit/program/netlab.ts";
import { Server } from "../../_kit/program/server.ts";
import { workersOf } from "../../_kit/program/workers_of.ts";
import { run, runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

const MODES = ["events", "iterative", "process", "thread", "pool", "symmetric"];
const fromSource = !Deno.env.get("NETLAB_BIN");

for (const mode of MODES) {
  Deno.test(`a handler may do nothing to the machine in mode ${mode}`, async () => {
    await using server = await Server.start(["lab", "serve", "0", "--mode", mode, ...workersOf(mode, 1)]);
    assertEquals(await ask(server.port, "may"), "nothing");
  });
}

Deno.test("--trace tells what a server keeps and what it gave up", async () => {
  const gaveUp = "keeps none; gave up net, read, write, run, env, sys, ffi, import";
  await using text = await Server.start(["echo", "serve", "0", "--trace"]);
  assertStringIncludes(await text.line((line) => line.includes(" listen ")), gaveUp);
  await using json = await Server.start(["echo", "serve", "0", "--trace=json"]);
  const event = JSON.parse(await json.line((line) => line.includes('"listen"')));
  assertEquals([event.event, event.permissions], ["listen", gaveUp]);
});

Deno.test("--trace tells what the workers of a server keep", async () => {
  await using server = await Server.start(["echo", "serve", "0", "--trace", "--mode", "thread"]);
  assertMatch(await server.line((line) => line.includes(" listen ")), /; its workers keep none$/);
});

Deno.test("--trace tells what a client keeps", async () => {
  await using server = await Server.start(["echo", "serve", "0"]);
  const { stderr } = await run(["echo", "connect", "localhost", String(server.port), "--trace"], {
    stdin: "a\n",
  });
  assertMatch(stderr, / connect .* keeps net; gave up read, write, run, env, sys, ffi, import$/m);
});

Deno.test("a calculator cannot read files", async () => {
  await using server = await Server.start(["calc", "serve", "0", "--trace"]);
  const [keeps, gaveUp] = fromSource
    ? ["read", "net, write, run, env, sys, ffi, import"] // the runtime reads the modules of its computing threads
    : ["none", "net, read, write, run, env, sys, ffi, import"];
  const told = await server.line((line) => line.includes(" listen "));
  assertStringIncludes(told, `keeps ${keeps}; gave up ${gaveUp}`);
  assertEquals(await ask(server.port, "2**10"), "1024");
  assertMatch(await ask(server.port, "7**7**7"), /^Erreur/); // on a thread that is started only now
});

Deno.test("a file server cannot run programs, and can write only when it takes files", async () => {
  using temp = new TempFolder();
  const common = ["files", "serve", "0", "--dir", temp.path, "--http-port", "0", "--trace"];
  await using reading = await Server.start(common);
  const told = await reading.line((line) => line.includes("keeps"));
  assertMatch(told, /keeps read; gave up net, write, run, env, sys, ffi, import$/);
  await using taking = await Server.start([...common, "--upload"]);
  const more = await taking.line((line) => line.includes("keeps"));
  assertMatch(more, /keeps read, write; gave up net, run, env, sys, ffi, import$/);
});

Deno.test("a relay keeps what its addresses need", async () => {
  await using server = await Server.start(["echo", "serve", "0"]);
  const tcp = await run(["relay", "-d", "-d", "-d", "-", `TCP:localhost:${server.port}`], { stdin: "a\n" });
  assertEquals(tcp.stdout, "A\n");
  assertMatch(tcp.stderr, / I permissions: keeps net; gave up read, write, run, env, sys, ffi, import$/m);
  const program = await run(["relay", "-d", "-d", "-d", "-", "SYSTEM:cat"], { stdin: "b\n" });
  assertEquals(program.stdout, "b\n");
  assertMatch(program.stderr, /permissions: keeps net, .*, import, because it runs a program$/m);
});

Deno.test("devices can be named where files can", async () => {
  using temp = new TempFolder();
  Deno.writeTextFileSync(join(temp.path, "a.txt"), "hello");
  await using server = await Server.start(["files", "serve", "0", "--dir", temp.path, "--no-http"]);
  const fetched = await run(["files", "get", "localhost", String(server.port), "a.txt", "-o", "/dev/stdout"]);
  assertEquals([fetched.code, fetched.stdout], [0, "hello"], fetched.stderr);
});

Deno.test({
  name: "without a permission, netlab says so in a sentence and asks nobody",
  ignore: !fromSource,
  async fn() {
    const [command, [, , ...rest]] = netlab("files", "share", fromFileUrl(import.meta.url));
    const args = ["run", "--no-prompt", "--allow-env", "--allow-read", ...rest];
    const { code, stdout, stderr } = await runCommand(command, args);
    assertEquals([code, stdout], [1, ""]);
    assertMatch(stderr, /the program is not permitted net access to "[^"]*"$/m);
    assertEquals(/\n\s+at |--allow|\?/.test(stderr), false, stderr);
  },
});

async function ask(port: number, question: string): Promise<string> {
  using client = await Deno.connect({ hostname: "127.0.0.1", port });
  await client.write(new TextEncoder().encode(`${question}\n`));
  const buffer = new Uint8Array(1000);
  const length = await client.read(buffer);
  return new TextDecoder().decode(buffer.subarray(0, length ?? 0)).trimEnd();
}
