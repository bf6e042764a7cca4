import { assertEquals } from "@std/assert";
import { StartedProgram } from "../../mod/process/started_program.ts";
import { WindowsJob } from "../../mod/process/windows_job.ts";

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

/** Whether whoever is at the other end has gone, however. */
function gone(conn: Deno.Conn): Promise<boolean> {
  return conn.read(new Uint8Array(1)).then((count) => count === null, () => true);
}

Deno.test({
  name: "on Windows, a program that is killed takes along what it has started",
  ignore: Deno.build.os !== "windows",
  fn: async () => {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const program = family(listener.addr.port);
    using grandchild = await listener.accept();
    program.kill();
    assertEquals(await gone(grandchild), true);
    await program.end(0);
  },
});

Deno.test({
  name: "there is no job where there is no Windows",
  ignore: Deno.build.os === "windows",
  fn: () => assertEquals(WindowsJob.of(Deno.pid), undefined),
});
