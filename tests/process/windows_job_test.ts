import { assertEquals } from "@std/assert";
import { StartedProgram } from "../../mod/process/started_program.ts";
import { WindowsJob } from "../../mod/process/windows_job.ts";
import { until } from "../_kit/until.ts";

/** A program that starts another one, which nobody knows of and which stays connected to us for as long as it lives. */
function family(port: number): StartedProgram {
  const child =
    `await (await Deno.connect({ hostname: "127.0.0.1", port: ${port} })).read(new Uint8Array(1));`;
  const source = `
    new Deno.Command(Deno.execPath(), {
      args: ["eval", ${JSON.stringify(child)}], stdin: "null", stdout: "null", stderr: "null", detached: true,
    }).spawn();
    setInterval(() => {}, 1000);`;
  return new StartedProgram({
    program: Deno.execPath(),
    args: ["eval", source],
    stdin: "null",
    stdout: "null",
    stderr: "null",
    own: false,
  });
}

/** Waits until whoever is at the other end has gone, however. */
async function untilGone(conn: Deno.Conn): Promise<void> {
  let isGone = false;
  void conn.read(new Uint8Array(1)).then((count) => isGone = count === null, () => isGone = true);
  await until(() => isGone, { within: 60_000 });
}

Deno.test({
  name: "on Windows, a program that is killed takes along what it has started",
  ignore: Deno.build.os !== "windows",
  fn: async () => {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const program = family(listener.addr.port);
    using grandchild = await listener.accept();
    program.kill();
    await untilGone(grandchild);
    await program.end(0);
  },
});

Deno.test({
  name: "there is no job where there is no Windows",
  ignore: Deno.build.os === "windows",
  fn: () => assertEquals(WindowsJob.of(Deno.pid), undefined),
});
