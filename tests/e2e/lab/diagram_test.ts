import { assertEquals, assertStringIncludes } from "@std/assert";
import { Server } from "../../_kit/program/server.ts";
import { run } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

Deno.test("lab diagram draws what the traces of a server and a client have saved", async () => {
  using folder = new TempFolder();
  await using server = await Server.start(["echo", "serve", "0", "--host", "127.0.0.1", "--trace=json"]);
  const address = `127.0.0.1:${server.port}`;
  const client = await run(["echo", "connect", address, "--trace=json"], { stdin: "bonjour\n" });
  await server.stop();
  const traces = [
    folder.write("server.jsonl", server.lines.join("\n")),
    folder.write("client.jsonl", client.stderr),
  ];
  const { code, stdout } = await run(["lab", "diagram", ...traces]);
  assertEquals(code, 0);
  const drawn = ["listen", "─SYN ─", '◀─"bonjour\\n" 8 bytes ─', '├──"BONJOUR\\n" 8 bytes ──', "╌FIN ╌"];
  for (const each of drawn) assertStringIncludes(stdout, each);

  const picture = `${folder.path}/echo.svg`;
  await run(["lab", "diagram", ...traces, "-o", picture]);
  assertStringIncludes(Deno.readTextFileSync(picture), "server to client: &quot;BONJOUR\\n&quot;");
});

Deno.test("lab diagram says in one sentence what it cannot read, draw or write", async () => {
  using folder = new TempFolder();
  const empty = folder.write("empty.jsonl", "no trace\n");
  const event = `{"time":"2026-01-01T00:00:00.000Z","event":"listen","local":"127.0.0.1:1"}\n`;
  const trace = folder.write("trace.jsonl", event);
  const cases: [string[], number, string][] = [
    [[`${folder.path}/none.jsonl`], 1, "Cannot find the trace"],
    [[folder.path], 1, "Cannot read the trace"],
    [[empty], 1, "has no event of --trace=json"],
    [[trace, "-o", `${folder.path}/none/x.svg`], 1, "Cannot write"],
    [[trace, "-o", "x.png"], 2, "--output needs a file that ends in .svg, .mmd or .txt"],
  ];
  for (const [args, code, sentence] of cases) {
    const ended = await run(["lab", "diagram", ...args]);
    assertEquals(ended.code, code, ended.stderr);
    assertStringIncludes(ended.stderr, sentence);
  }
});
