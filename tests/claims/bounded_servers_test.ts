import { assert, assertEquals, assertMatch } from "@std/assert";
import { WINDOW } from "../../mod/server/workers/isolate/credit_flow.ts";
import { messageFramer, type MessageFraming } from "../../mod/io/message_framing.ts";
import { Server } from "../_kit/program/server.ts";
import { run, runCommand } from "../_kit/program/run.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { all, constants, figures, figuresAre, heldBy, prove } from "./claims.ts";
import { connect, exchange, hear, hearAll, queueOf, sayAll, until } from "./stranger.ts";

prove("security.md", "What is bounded", "servers", {
  "clients at once": async () => {
    await using server = await Server.start(["echo", "serve", "0", "--max-conns", "2"]);
    const clients = await Promise.all([1, 2, 3].map(() => connect(server.port)));
    for (const client of clients) await sayAll(client, "a\n");
    const answered = (client: Deno.TcpConn) => hear(client, (heard) => heard.includes("\n"));
    assertEquals(await answered(clients[0]!), "A\n");
    assertEquals(await answered(clients[1]!), "A\n");
    assertEquals((await queueOf(server.port)).waiting, 1);
    clients[0]!.close();
    assertEquals(await answered(clients[2]!), "A\n");
    clients.slice(1).forEach((client) => client.close());
  },

  "clients in the kernel's queue": async ({ says }) => {
    const limit = Math.min(
      figures(says[0]!)[0]!,
      Number(await Deno.readTextFile("/proc/sys/net/core/somaxconn")),
    );
    await using server = await Server.start(["echo", "serve", "0"]);
    assertEquals((await queueOf(server.port)).length, limit);
    await using other = await Server.start(["echo", "serve", "0", "--backlog", "7"]);
    assertEquals((await queueOf(other.port)).length, 7);
  },

  "clients that wait for a worker of a pool": async ({ says }) => {
    const [queue] = figures(says[0]!);
    await using server = await Server.start(["echo", "serve", "0", "--mode", "pool", "--workers", "1"]);
    const clients: Deno.TcpConn[] = [];
    for (let number = 0; number < queue! + 4; number++) clients.push(await connect(server.port));
    // One is served and the queue is full: three of them stay in the kernel's.
    const { waiting } = await until(() => queueOf(server.port), ({ waiting }) => waiting <= 3);
    assertEquals(waiting, 3);
    clients.forEach((client) => client.close());
  },

  "silence on a connection": async () => {
    await using server = await Server.start(["echo", "serve", "0", "--idle-timeout", "1"]);
    using client = await connect(server.port);
    assertEquals(await hearAll(client), "");
  },

  "a client that has vanished": async ({ says }) => {
    await using server = await Server.start(["echo", "serve", "0"]);
    using client = await connect(server.port);
    await sayAll(client, "a\n");
    await hear(client, (heard) => heard.includes("\n"));
    const { stdout } = await runCommand("ss", ["-Htno", `sport = :${server.port}`]);
    const [, minutes] = /timer:\(keepalive,(\d+)min/.exec(stdout) ?? [];
    assert(minutes !== undefined, `no keepalive timer: ${stdout}`);
    const [hours] = figures(says[0]!.replace(/^[^(]*\(/, ""));
    const system = Number(await Deno.readTextFile("/proc/sys/net/ipv4/tcp_keepalive_time"));
    if (system === 7200) assertEquals(hours, system);
    assert(Number(minutes) * 60 <= system);
  },

  "sessions after a stop": async ({ says }) => {
    const [grace] = figures(says[0]!);
    await using server = await Server.start(["echo", "serve", "0"]);
    using client = await connect(server.port);
    await sayAll(client, "a\n");
    await hear(client, (heard) => heard.includes("\n"));
    const asked = performance.now();
    const ended = server.stop();
    await sayAll(client, "b\n"); // an open session goes on
    assertEquals(await hear(client, (heard) => heard.includes("\n")), "B\n");
    assertEquals(await ended, 0);
    assert(performance.now() - asked >= grace! * 1000 - 100);
  },

  "bytes on their way to a worker or child": all(
    figuresAre(WINDOW),
    heldBy([
      "tests/server/workers/isolate/credit_flow_test.ts",
      "CreditSender.send() sends copies, in pieces of bounded size",
    ]),
  ),

  "handshakes (TLS, WebSocket) at once": all(
    constants(["mod/net/accept/handshakes.ts", "MOST"]),
    heldBy([
      "tests/net/accept/handshakes_test.ts",
      "Handshakes drops the one that has dawdled longest when another comes beyond the limit",
    ]),
  ),

  "pause after an accept without a descriptor": all(
    constants(
      ["mod/net/accept/accept_recovery.ts", "FIRST_PAUSE", "ms"],
      ["mod/net/accept/accept_recovery.ts", "LONGEST_PAUSE", "ms"],
    ),
    heldBy([
      "tests/net/accept/accept_recovery_test.ts",
      "a machine that is out of something is waited for, longer each time",
    ]),
  ),

  "threads that compute": heldBy([
    "tests/server/workers/compute/compute_pool_test.ts",
    "ComputePool has no more threads than its size, however many jobs overrun",
  ]),

  "line of echo": async ({ says }) => {
    const [limit] = figures(says[0]!);
    await using server = await Server.start(["echo", "serve", "0"]);
    const fits = "a".repeat(limit!);
    assertEquals(await exchange(server.port, `${fits}\n`), `${fits.toUpperCase()}\n`);
    assertMatch(await exchange(server.port, `${fits}a\n`), new RegExp(`more than ${limit} bytes`));
  },

  "echo: message of any bytes (--framing u8, u16, u32, nul)": async ({ says }) => {
    const [u8, u16, u32, nul] = figures(says[0]!);
    for (const [framing, limit] of Object.entries({ u8, u16, u32, nul })) {
      assertEquals(messageFramer(framing as MessageFraming).limit, limit);
    }
    await using server = await Server.start(["echo", "serve", "0", "--framing", "u32"]);
    const framer = messageFramer("u32", Infinity);
    const answer = new TextDecoder().decode(framer.encode(new Uint8Array(u32!).fill(0x41)));
    assertEquals(await exchange(server.port, framer.encode(new Uint8Array(u32!).fill(0x61))), answer);
    const refusal = await exchange(server.port, framer.encode(new Uint8Array(u32! + 1)).subarray(0, 4));
    assertMatch(refusal, new RegExp(`Message too long: ${u32! + 1} bytes, and the limit is ${u32}`));
  },

  "echo: datagrams answered to one address": all(
    async ({ says }) => {
      const [rate] = figures(says[0]!);
      const { stdout } = await run(["echo", "serve", "--help"]);
      assertMatch(stdout.replace(/\s+/g, " "), new RegExp(`--udp-rate N [^-]*${rate}`));
    },
    heldBy([
      "tests/services/echo/echo_datagrams_test.ts",
      "echoDatagrams() answers one sender no faster than its rate",
    ]),
  ),

  "echo: a talk of two servers that echo each other": all(
    constants(
      ["mod/services/echo/echo_loops.ts", "LOOP_TIME", "ms"],
    ),
    heldBy(["tests/services/echo/echo_loops_test.ts", "EchoLoops ends the talk of two servers"]),
  ),

  "name in the raw file protocol": async ({ says }) => {
    const [limit] = figures(says[0]!);
    using temp = new TempFolder();
    await using server = await Server.start(["files", "serve", "0", "--dir", temp.path, "--no-http"]);
    const name = "d/".repeat(limit! / 2);
    assertMatch(await exchange(server.port, `${name}\n`), /^KO\n(?!the name is longer)/);
    assertMatch(
      await exchange(server.port, `${name}d\n`),
      new RegExp(`^KO\nthe name is longer than ${limit} bytes`),
    );
  },

  "log that nobody reads": heldBy([
    "tests/cli/message_writer_test.ts",
    "messages() never waits for a reader that has stopped, and counts what it lost",
  ]),
});
