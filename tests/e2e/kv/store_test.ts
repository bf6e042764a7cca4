import { assert, assertEquals, assertMatch } from "@std/assert";
import { peerTest } from "../../_kit/peers/peer.ts";
import { python } from "../../_kit/program/python.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { Server } from "../../_kit/program/server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/** Sets keys, and says how many were acknowledged when the server went away. */
const WRITER = `
import socket, sys
c = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
f = c.makefile("rb")
acknowledged = 0
try:
    for n in range(1000000):
        c.sendall(f"SET {sys.argv[2]}{n} {n}\\r\\n".encode())
        if f.readline() != b"+OK\\r\\n": break
        acknowledged = n + 1
        if acknowledged == 50: print("going", file=sys.stderr, flush=True)
except OSError:
    pass
print(acknowledged)
`;

peerTest(
  "what was acknowledged is there after kill -9, from many writers at once",
  ["python3", "redis-cli"],
  async () => {
    using temp = new TempFolder();
    const args = ["kv", "serve", "0", "--store", `${temp.path}/keys.db`];
    let acknowledged: number[];
    {
      await using server = await Server.start(args);
      const writers = ["a", "b", "c"].map((each) => python(WRITER, server.port, each));
      await redisUntil(server.port, (keys) => keys > 300);
      server.child.kill("SIGKILL");
      acknowledged = (await Promise.all(writers)).map(Number);
    }
    assert(acknowledged.every((each) => each > 0), `${acknowledged}`);
    await using server = await Server.start(args);
    for (const [at, name] of ["a", "b", "c"].entries()) {
      const count = acknowledged[at]!;
      const asked = Array.from({ length: count }, (_, n) => `GET ${name}${n}\n`).join("");
      const { stdout } = await runCommand("redis-cli", ["-p", `${server.port}`], { stdin: asked });
      assertEquals(stdout, Array.from({ length: count }, (_, n) => `${n}\n`).join(""));
    }
  },
);

async function redisUntil(port: number, enough: (keys: number) => boolean): Promise<void> {
  while (!enough(Number((await runCommand("redis-cli", ["-p", `${port}`, "dbsize"])).stdout))) {
    /* not yet */
  }
}

peerTest("no room on the disk is an error and no loss", ["redis-cli", "prlimit"], async () => {
  using temp = new TempFolder();
  const args = ["kv", "serve", "0", "--store", `${temp.path}/keys.db`];
  const value = "x".repeat(20_000);
  const kept: string[] = [];
  {
    await using server = await Server.start(args);
    const limited = await runCommand("prlimit", ["--pid", `${server.child.pid}`, "--fsize=200000:"]);
    assertEquals(limited.code, 0, limited.stderr);
    const said = async (...words: string[]) =>
      (await runCommand("redis-cli", ["-p", `${server.port}`, ...words])).stdout;
    let answer = "OK\n";
    for (let n = 0; answer === "OK\n"; n++) {
      answer = await said("set", `k${n}`, value);
      if (answer === "OK\n") kept.push(`k${n}`);
    }
    assertMatch(answer, /^MISCONF the store does not take it, so it is undone: /);
    assertEquals(await said("get", `k${kept.length}`), "\n");
    assertEquals(await said("get", "k0"), `${value}\n`);
    assertEquals(await said("ping"), "PONG\n");
  }
  await using server = await Server.start(args);
  const { stdout } = await runCommand("redis-cli", ["-p", `${server.port}`, "dbsize"]);
  assertEquals(Number(stdout), kept.length);
});
