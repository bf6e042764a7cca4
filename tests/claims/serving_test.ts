/** What docs/serving.md says of every server, tried on every server. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { Server } from "../_kit/program/server.ts";
import { run, runCommand } from "../_kit/program/run.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { type Claim, claimsOf, heldBy, type Proof, prove } from "./claims.ts";
import { connect, exchange, hear, hearAll, queueOf, sayAll, until } from "./stranger.ts";

/** How each service is started, and what a client says to get an answer. */
const SERVICES: Readonly<Record<string, { args: readonly string[]; says: string; hears: RegExp }>> = {
  echo: { args: [], says: "salut\n", hears: /^SALUT\n/ },
  files: { args: ["--no-http"], says: "a.txt\n", hears: /^OK\n5\nhello/ },
  chat: { args: [], says: "ginette\n/bye\n", hears: /Ginette|ginette/ },
  prime: { args: [], says: "17\n", hears: /^T\n/ },
  calc: { args: [], says: "3*5+1\n", hears: /^16\n/ },
  lab: { args: [], says: "bonjour\n", hears: /./ },
};
const MODES = ["events", "iterative", "process", "thread", "pool", "symmetric"];

interface Serving extends AsyncDisposable {
  readonly server: Server;
  readonly port: number;
}

async function start(service: string, ...args: string[]): Promise<Serving> {
  const folder = new TempFolder();
  folder.write("a.txt", "hello");
  const dir = service === "files" ? ["--dir", folder.path] : [];
  const server = await Server.start([service, "serve", "0", ...SERVICES[service]!.args, ...dir, ...args]);
  return {
    server,
    port: server.port,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

/** The same proof for each of the six. */
function everywhere(proof: (service: string, claim: Claim) => Promise<void>): Proof {
  return async (claim) => {
    for (const service of Object.keys(SERVICES)) {
      await proof(service, claim).catch((error) => {
        throw new Error(`${service} serve: ${error.message}`, { cause: error });
      });
    }
  };
}

async function answers(service: string, port: number): Promise<void> {
  assertMatch(await exchange(port, SERVICES[service]!.says), SERVICES[service]!.hears);
}

const listeningAt = async (port: number) =>
  (await runCommand("ss", ["-Hltn", `sport = :${port}`])).stdout.trim();

/** One worker and room for one more: of five silent clients three stay in the kernel's queue. */
const poolOf = (workers: number, queue: number): Proof => async () => {
  await using serving = await start(
    "echo",
    ...["--mode", "pool", "--workers", String(workers), "--queue", String(queue)],
  );
  const clients: Deno.TcpConn[] = [];
  for (let number = 0; number < workers + queue + 3; number++) clients.push(await connect(serving.port));
  assertEquals((await until(() => queueOf(serving.port), ({ waiting }) => waiting <= 3)).waiting, 3);
  clients.forEach((client) => client.close());
};

prove("serving.md", "What every server understands", "servers", {
  "--host ADDR": everywhere(async (service) => {
    await using serving = await start(service, "--host", "127.0.0.1");
    assertStringIncludes(await listeningAt(serving.port), `127.0.0.1:${serving.port}`);
    await answers(service, serving.port);
  }),
  "-4, -6, --ipv 4|6": async () => {
    for (
      const [args, four, six] of [
        [["-4"], true, false],
        [["-6"], false, true],
        [["--ipv", "4"], true, false],
        [[], true, true],
      ] as const
    ) {
      await using serving = await start("echo", ...args);
      assertEquals(
        [await echoes("127.0.0.1", serving.port), await echoes("::1", serving.port)],
        [four, six],
        `${args}`,
      );
    }
  },
  "--mode MODE": async ({ says }) => {
    for (const mode of MODES) {
      assertStringIncludes(says[0]!, mode);
      await using serving = await start("echo", "--mode", mode);
      assertMatch(serving.server.lines[0]!, new RegExp(`listening on .*:${serving.port} \\(${mode}\\)$`));
      await answers("echo", serving.port);
    }
  },
  "--workers N": poolOf(2, 1),
  "--queue N": poolOf(1, 2),
  "--max-conns N": everywhere(async (service) => {
    await using serving = await start(service, "--max-conns", "1");
    const first = await connect(serving.port);
    await until(() => queueOf(serving.port), ({ waiting }) => waiting === 0);
    using second = await connect(serving.port);
    assertEquals((await queueOf(serving.port)).waiting, 1);
    first.close();
    const { says, hears } = SERVICES[service]!;
    await sayAll(second, says);
    await second.closeWrite();
    assertMatch(await hearAll(second), hears);
  }),
  "--backlog N": everywhere(async (service) => {
    await using serving = await start(service, "--backlog", "9");
    assertEquals((await queueOf(serving.port)).length, 9);
  }),
  "--idle-timeout SECONDS": everywhere(async (service) => {
    await using serving = await start(service, "--idle-timeout", "1");
    using silent = await connect(serving.port);
    await hearAll(silent); // it ends
    await answers(service, serving.port);
  }),
  "--grace SECONDS": everywhere(async (service) => {
    await using serving = await start(service, "--grace", "0.5");
    using silent = await connect(serving.port);
    await until(() => queueOf(serving.port), ({ waiting }) => waiting === 0);
    const [code] = await Promise.all([serving.server.stop(), hearAll(silent)]); // its session is broken off
    assertEquals(code, 0);
  }),
  "--stats SECONDS": everywhere(async (service) => {
    await using serving = await start(service, "--stats", "0.2");
    await answers(service, serving.port);
    await serving.server.line((line) =>
      /stats: \d+ active, \d+ queued, 1 served, .* B in, .* B out$/.test(line)
    );
  }),
  "--trace[=text|json]": everywhere(async (service) => {
    await using text = await start(service, "--trace");
    await answers(service, text.port);
    await text.server.line((line) => / #1 accept {2}/.test(line));
    await using json = await start(service, "--trace=json");
    await answers(service, json.port);
    const line = await json.server.line((each) => each.includes('"accept"'));
    assertEquals(JSON.parse(line).event, "accept");
  }),
  "--lang fr|en": everywhere(async (service) => {
    const help = async (lang: string) => (await run([service, "serve", "--help", "--lang", lang])).stdout;
    const [french, english] = await Promise.all([help("fr"), help("en")]);
    assertStringIncludes(english, "Options");
    assert(french !== english && /[éèà]/.test(french));
  }),
});

async function echoes(hostname: string, port: number): Promise<boolean> {
  try {
    using socket = await Deno.connect({ hostname, port });
    await sayAll(socket, "a\n");
    return await hear(socket, (heard) => heard.includes("\n")) === "A\n";
  } catch {
    return false;
  }
}

/** A session with every event in it, on one server. */
const shows = (event: string): Proof => async () => {
  await using serving = await start("echo", "--trace=json");
  assertEquals(await exchange(serving.port, "un\n"), "UN\n");
  const line = await serving.server.line((each) => each.startsWith("{") && JSON.parse(each).event === event);
  assert(line !== undefined);
};

prove("serving.md", "What it shows", "servers", {
  listen: shows("listen"),
  accept: shows("accept"),
  read: shows("read"),
  write: shows("write"),
  end: shows("end"),
  close: shows("close"),
  error: heldBy(["tests/server/accept_loop_test.ts", "acceptLoop() survives accept errors and says so once"]),
});

Deno.test("docs/serving.md lists every event that --trace can show of a server", async () => {
  const listed = new Set(claimsOf("serving.md", "What it shows").map(({ what }) => what));
  await using serving = await start("echo", "--trace=json");
  await exchange(serving.port, "un\n");
  await serving.server.line((line) => line.includes('"close"'));
  const seen = serving.server.lines.filter((line) => line.startsWith("{")).map((line) =>
    JSON.parse(line).event
  );
  assertEquals(seen.filter((event) => !listed.has(event)), []);
});

prove("serving.md", "What it puts up with", "servers", {
  "Too many clients": heldBy(
    ["tests/e2e/chat/web_test.ts", "chat serve --web lets no more browsers in than --max-conns"],
    ["tests/e2e/servers/handshakes_test.ts", "serves others while handshakes dawdle and die"],
  ),
  "Silent clients": async () => {
    for (const mode of MODES) {
      await using serving = await start("echo", "--idle-timeout", "1", "--mode", mode);
      using silent = await connect(serving.port);
      await hearAll(silent); // it ends
      await answers("echo", serving.port);
    }
  },
  "Clients that leave": heldBy(["tests/e2e/servers/resets_before_accept_test.ts", "serves at once behind"]),
  "No descriptor left": heldBy(
    ["tests/e2e/servers/few_descriptors_test.ts", "serves more clients than it has descriptors for"],
    [
      "tests/net/accept/accept_recovery_test.ts",
      "a machine that is out of something is waited for, longer each time, and no longer than needed",
    ],
  ),
  "Closed streams": heldBy([
    "tests/e2e/command_line/surroundings_test.ts",
    "a server serves in whatever surroundings it is started",
  ]),
  "Handlers that never end": heldBy(["tests/e2e/servers/stop_test.ts", "grace"]),
});

for (const [code, what] of [[1, "taken"], [2, "--prot"]] as const) {
  Deno.test(`docs/serving.md: exit code ${code} of every server`, everyServer(code, what));
}

/** Each server says the exit code of its page. */
function everyServer(code: number, what: string): () => Promise<void> {
  return async () => {
    await using holder = await start("echo", "--host", "127.0.0.1");
    for (const [service, { args }] of Object.entries(SERVICES)) {
      const line = what === "taken"
        ? [service, "serve", String(holder.port), "--host", "127.0.0.1", ...args]
        : [service, "serve", "0", what];
      const ended = await run(line);
      assertEquals([ended.code, ended.stdout], [code, ""], line.join(" "));
      assertEquals(/^\s+at /m.test(ended.stderr), false, ended.stderr);
    }
  };
}
