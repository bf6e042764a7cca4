import { assert, assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { FrameReader } from "../../mod/io/frame_reader.ts";
import { textLines } from "../../mod/io/lines.ts";
import { dial } from "../../mod/net/tcp/dial.ts";
import { granted } from "../../mod/process/permissions.ts";
import { runServer, type ServerOptions } from "../../mod/server/open_server.ts";
import { runCommand } from "../_kit/program/run.ts";
import talking from "./talking_service.ts";

const AWAY = ["thread", "pool", "symmetric", "process"] as const;

for (const mode of AWAY) {
  Deno.test(`${mode} keeps its handlers from all that they have no permission for`, async () => {
    const before = granted();
    const answers = await attempts({ mode, permissions: [] });
    assertEquals(answers, ["NotCapable", "NotCapable", "NotCapable", "NotCapable"]);
    assertEquals(granted(), before, "the server has lost what only its handlers were to lose");
  });

  Deno.test(`${mode} lets its handlers do what they have permission for, and no more`, async () => {
    assertEquals(await attempts({ mode, permissions: ["read"] }), [
      "done",
      "NotCapable",
      "NotCapable",
      "NotCapable",
    ]);
  });
}

Deno.test("a child process has no more permissions than the program that starts it", async () => {
  const program = fromFileUrl(new URL("./process_server.ts", import.meta.url));
  const config = fromFileUrl(new URL("../../deno.json", import.meta.url));
  const few = ["--allow-net", "--allow-read", `--allow-run=${Deno.execPath()}`];
  const args = ["run", "--no-check", "--no-prompt", "--config", config, ...few, program];
  const { code, stdout, stderr } = await runCommand(Deno.execPath(), args);
  assertEquals([code, stdout], [0, "done NotCapable NotCapable NotCapable\n"], stderr);
});

/** What a handler gets when it tries to read, to write, to run, to look at the environment. */
async function attempts(options: Pick<ServerOptions, "mode" | "permissions">): Promise<string[]> {
  const stop = new AbortController();
  const ready = Promise.withResolvers<number>();
  const server = runServer(talking, {}, {
    ...options,
    port: 0,
    hostname: "127.0.0.1",
    workers: 1,
    signal: stop.signal,
    onListen: ({ port }) => ready.resolve(port),
  });
  try {
    using connection = await dial({ hostname: "127.0.0.1", port: await ready.promise });
    const lines = new FrameReader(connection, textLines({ limit: 64 }));
    const answers: string[] = [];
    for (const word of ["read", "write", "run", "variable"]) {
      await connection.write(new TextEncoder().encode(`${word}\n`));
      const answer = await lines.next();
      assert(answer !== null, `no answer to ${word}`);
      answers.push(answer.frame);
    }
    return answers;
  } finally {
    stop.abort();
    await server;
  }
}
