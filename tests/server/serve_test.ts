import { assertEquals, assertNotEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { delay } from "@std/async";
import { fromFileUrl, join, toFileUrl } from "@std/path";
import { type LineConnection, withLines } from "../../mod/io/line_connection.ts";
import { dial } from "../../mod/net/tcp/dial.ts";
import { dialTls } from "../../mod/net/tls/dial_tls.ts";
import { selfSigned } from "../../mod/net/tls/certificate.ts";
import { listenWithTls } from "../../mod/net/tls/listen_tls.ts";
import { dialUnix, listenUnix } from "../../mod/net/unix/unix_stream.ts";
import { MODES } from "../../mod/server/modes/load_mode.ts";
import type { Mode, ModeName } from "../../mod/server/modes/mode.ts";
import { serveLocally } from "../../mod/server/modes/serve_locally.ts";
import { serve, type ServeOptions } from "../../mod/server/serve.ts";
import type { Server } from "../../mod/server/open_server.ts";
import type { TraceEvent } from "../../mod/trace/tracer.ts";
import type { Permission } from "../../mod/process/permissions.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { untilReleased } from "../_kit/net/until_listening.ts";

const MODE_NAMES = Object.keys(MODES) as ModeName[];
const AWAY: readonly string[] = ["process", "thread", "pool", "symmetric"];
const module = new URL("./shouting_handler.ts", import.meta.url);

async function shout(conn: LineConnection): Promise<void> {
  for await (const line of conn.lines()) await conn.writeLine(line.toUpperCase());
}

Deno.test("serve() takes a handler, and gives back a server that listens", async () => {
  await using server = await serve({ port: 0, hostname: "127.0.0.1" }, shout);
  assertEquals(server.addresses, [{ transport: "tcp", hostname: "127.0.0.1", port: server.port }]);
  assertEquals(await ask(server, "hello"), "HELLO");
  await server.stop();
  await server.finished;
  untilReleased(server.port);
  await assertRejects(() => dial({ hostname: "127.0.0.1", port: server.port }));
});

Deno.test("serve() stops at the end of its block", async () => {
  let port: number;
  {
    await using server = await serve({ port: 0, hostname: "127.0.0.1" }, shout);
    port = server.port;
    assertEquals(await ask(server, "hello"), "HELLO");
  }
  untilReleased(port);
  await assertRejects(() => dial({ hostname: "127.0.0.1", port }));
});

Deno.test("serve() says when the port is taken, and serves on several addresses", async () => {
  await using server = await serve({ port: 0, hostname: "localhost" }, shout);
  assertEquals(new Set(server.addresses.map((each) => "port" in each && each.port)).size, 1);
  await assertRejects(() => serve({ port: server.port, hostname: "localhost" }, shout), Error, "taken");
});

Deno.test("serve() prints what a handler throws, a FrameError too, unless there is a log", async () => {
  const program = fromFileUrl(new URL("./failing_server.ts", import.meta.url));
  const config = fromFileUrl(new URL("../../deno.json", import.meta.url));
  const args = ["run", "-A", "--no-check", "--config", config, program];
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
  assertEquals(new TextDecoder().decode(stderr).trim().split("\n"), [
    "connection 1 failed: thrown on purpose",
    "connection 2 failed: no such command: ␛[2J␊listening on",
    "connection 3 failed: Line too long: more than 5 bytes without a line end",
  ]);
  assertEquals(new TextDecoder().decode(stdout).trim(), "");
});

Deno.test("serve() serves a UNIX socket, in a mode of the caller's own", async () => {
  if (Deno.build.os === "windows") return;
  using folder = new TempFolder();
  const path = `${folder.path}/socket`;
  const two: Mode = {
    name: "two at a time",
    isolates: "one",
    serve: (server) => serveLocally(server, 2, server.handler()),
  };
  const listen = () => Promise.resolve([listenUnix(path)]);
  await using server = await serve({ listen, mode: two }, shout);
  assertEquals([server.addresses, server.port], [[{ transport: "unix", path }], 0]);
  using client = withLines(await dialUnix(path));
  await client.writeLine("hello");
  await client.closeWrite();
  assertEquals(await Array.fromAsync(client.lines()), ["HELLO"]);
});

// Every option in every mode: it does there what it does elsewhere, or it is refused before anything listens.

/** What an option does, tried on a server that has it. */
interface Trial {
  readonly options: ServeOptions | ((seen: Seen) => ServeOptions);
  /** The modes that refuse it. */
  readonly refusedIn?: readonly string[];
  /** Modes in which it can be had without doing anything: there is one way only. */
  verify?(server: Server, seen: Seen, mode: ModeName): Promise<void> | void;
}

class Seen {
  readonly lines: string[] = [];
  readonly events: TraceEvent[] = [];
  readonly stop = new AbortController();
  count = 0;
}

const certificate = await selfSigned(["localhost"], Date.now());

const TRIALS: Record<keyof ServeOptions, Trial> = {
  port: { options: { port: 0 } },
  hostname: {
    options: { hostname: "127.0.0.1" },
    verify: ({ addresses }) =>
      assertEquals(addresses.map((each) => "hostname" in each && each.hostname), ["127.0.0.1"]),
  },
  family: {
    options: { hostname: "localhost", family: 4 },
    verify: ({ addresses }) =>
      assertEquals(addresses.map((each) => "hostname" in each && each.hostname), ["127.0.0.1"]),
  },
  mode: { options: {} },
  module: { options: {} },
  options: {
    options: { options: { greeting: "bonjour" } },
    async verify(server) {
      assertEquals(await ask(server, "greeting"), "bonjour");
    },
  },
  workers: { options: { workers: 2 }, refusedIn: ["events", "iterative", "process", "thread"] },
  queue: { options: { queue: 1 }, refusedIn: ["events", "iterative", "process", "thread", "symmetric"] },
  maxConnections: {
    options: { maxConnections: 1 },
    async verify(server) {
      const first = await connect(server);
      assertEquals(await say(first, "first"), "FIRST");
      using second = await connect(server);
      const answer = say(second, "second");
      assertEquals(await Promise.race([answer, say(first, "still first")]), "STILL FIRST");
      first.close();
      assertEquals(await answer, "SECOND");
    },
  },
  mostClients: {
    options: { mostClients: 2 },
    async verify(server) {
      await ask(server, "one");
      await ask(server, "two");
      await server.finished;
    },
  },
  idleTimeout: {
    options: { idleTimeout: 100 },
    async verify(server) {
      using client = await connect(server);
      assertEquals(await Array.fromAsync(client.lines()).catch(() => []), []);
    },
  },
  grace: {
    options: { grace: 1 },
    async verify(server) {
      using client = await connect(server);
      assertEquals(await say(client, "one"), "ONE");
      await server.stop();
    },
  },
  backlog: { options: { backlog: 5 } },
  signal: {
    options: ({ stop }) => ({ signal: stop.signal }),
    async verify(server, { stop }) {
      stop.abort();
      await server.finished;
    },
  },
  trace: {
    options: ({ events }) => ({ trace: { enabled: true, emit: (event) => void events.push(event) } }),
    async verify(server, { events }) {
      await ask(server, "traced");
      for (const name of ["listen", "accept", "read", "write"]) {
        await until(() => events.some(({ event }) => event === name));
      }
    },
  },
  log: {
    options: ({ lines }) => ({ log: (line) => lines.push(line) }),
    async verify(server, { lines }) {
      assertEquals(await ask(server, "log"), "LOG");
      assertEquals(await ask(server, "throw"), undefined);
      await server.stop();
      assertEquals(lines.filter((line) => !line.startsWith("stopping")), [
        "said by the handler",
        "connection 2 failed: thrown on purpose",
      ]);
    },
  },
  listen: {
    options: { listen: listenWithTls(certificate) },
    refusedIn: ["symmetric"],
    async verify(server) {
      const tls = { ca: certificate.cert };
      using client = withLines(await dialTls({ hostname: "localhost", port: server.port }, tls));
      assertEquals(await say(client, "secret"), "SECRET");
      using plain = await connect(server);
      assertNotEquals(await say(plain, "plain").catch(() => undefined), "PLAIN");
    },
  },
  onReady: {
    options: (seen) => ({
      onReady() {
        seen.count++;
        return "";
      },
    }),
    verify: (_server, { count }) => assertEquals(count, 1),
  },
  permissions: {
    options: { permissions: [] },
    refusedIn: ["events", "iterative"],
    async verify(server) {
      assertEquals(await ask(server, "write"), "NotCapable");
    },
  },
  onStats: {
    options: (seen) => ({ onStats: ({ served }) => void (seen.count = served), statsEvery: 10 }),
    async verify(server, seen) {
      await ask(server, "one");
      await until(() => seen.count >= 1);
    },
  },
  statsEvery: { options: { onStats() {}, statsEvery: 10 } },
};

for (const [name, { options, refusedIn = [], verify }] of Object.entries(TRIALS)) {
  for (const mode of MODE_NAMES) {
    const refused = refusedIn.includes(mode);
    Deno.test(`serve() ${refused ? "refuses" : "heeds"} the option ${name} in mode ${mode}`, async () => {
      const seen = new Seen();
      let listened = 0;
      const given = { port: 0, hostname: "127.0.0.1", log() {}, onReady: () => void listened++ } as const;
      const how = typeof options === "function" ? options(seen) : options;
      const all = { ...given, mode, module, ...how } as ServeOptions;
      if (refused) {
        const error = await assertRejects(() => serve(all), TypeError, mode);
        assertStringIncludes(error.message, name);
        assertEquals(listened, 0);
        return;
      }
      await using server = await serve(all);
      if (verify === undefined) assertEquals(await ask(server, "hello"), "HELLO");
      else await verify(server, seen, mode);
    });
  }
}

// What is wrong is said before anything listens: the port stays free.

const WRONG: readonly [what: string, options: Record<string, unknown>, words: string][] = [
  ["no port", { port: undefined }, "without a port"],
  ["a port that there is not", { port: 70_000 }, "port has to be a number from 0 to 65535, and is 70000"],
  ["a port in words", { port: "8765" }, 'and is "8765"'],
  ["a port that is NaN", { port: NaN }, "and is NaN"],
  ["a mode that there is not", { mode: "forking" }, "mode has to be one of events, "],
  ["a mode that serves nothing", { mode: {} }, "or a mode of your own"],
  ["an option that there is not", { maxConnection: 3 }, "did you mean maxConnections?"],
  ["no connection at once", { maxConnections: 0 }, "maxConnections"],
  ["half a client", { mostClients: 0.5 }, "mostClients"],
  ["a time that does not pass", { grace: -1 }, "grace"],
  ["a time that no timer has", { idleTimeout: Infinity }, "idleTimeout"],
  ["a family of neither kind", { family: 5 }, "4 or 6"],
  ["statistics at no time", { onStats() {}, statsEvery: Infinity }, "from 1 to 2147483647, and is Infinity"],
  ["statistics all the time", { onStats() {}, statsEvery: 0 }, "from 1 to 2147483647, and is 0"],
  ["a number that is a bigint", { maxConnections: 3n }, "and is 3n"],
  ["a tracer that is told of nothing", { trace: { emit() {} } }, "a tracer, with emit() and enabled"],
  ["a log that is no function", { log: "console" }, "a function"],
  ["statistics for nobody", { statsEvery: 10 }, "without onStats"],
  ["a module beside the handler", { module }, "one of the two"],
];

for (const [what, options, words] of WRONG) {
  Deno.test(`serve() refuses ${what}`, async () => {
    let listened = false;
    const listen = () => Promise.resolve((listened = true, []));
    const given = what === "no port" ? {} : { port: 0, listen };
    await assertRejects(() => serve({ ...given, ...options } as ServeOptions, shout), TypeError, words);
    assertEquals(listened, false);
  });
}

// Options that are not plain data are refused in every mode alike; a handler is given the same in all of
// them.

const cycle: Record<string, unknown> = { list: [] };
(cycle.list as unknown[]).push(cycle);

const shared = { a: 1 };

const deep: Record<string, unknown> = {};
for (let level = 0, inner = deep; level < 100_000; level++) inner = inner.a = {};

const NOT_PLAIN: readonly [options: unknown, words: string][] = [
  [() => 1, "options is a function"],
  [{ g: () => 1 }, "options.g is a function"],
  [{ toJSON: () => 1 }, "options.toJSON is a function"],
  [{ g: 1n }, "options.g is a bigint"],
  [{ g: Symbol("s") }, "options.g is a symbol"],
  [{ g: NaN }, "options.g is NaN"],
  [{ "à b": [0, { é: -Infinity }] }, 'options["à b"][1].é is -Infinity'],
  [{ g: [undefined] }, "options.g[0] is undefined"],
  [{ g: new Array(1) }, "options.g[0] is undefined"],
  [{ g: new Map([[1, 2]]) }, "options.g is an instance of Map"],
  [{ g: new Set() }, "options.g is an instance of Set"],
  [{ g: new Date(0) }, "options.g is an instance of Date"],
  [{ g: /x/ }, "options.g is an instance of RegExp"],
  [{ g: new URL("http://localhost") }, "options.g is an instance of URL"],
  [{ g: new Error("x") }, "options.g is an instance of Error"],
  [{ g: Uint8Array.of(1) }, "options.g is an instance of Uint8Array"],
  [{ g: new ArrayBuffer(1) }, "options.g is an instance of ArrayBuffer"],
  [{ g: Promise.resolve() }, "options.g is an instance of Promise"],
  [{ g: new (class Own {})() }, "options.g is an instance of Own"],
  [{ g: new (class extends Array {})() }, "options.g is an object that inherits from another"],
  [{ g: Object.create(Object.create(null)) }, "options.g is an object that inherits from another"],
  [{ g: { [Symbol("s")]: 1 } }, "options.g is an object with the key Symbol(s)"],
  [cycle, "options.list[0] is options, which contains it"],
  [deep, "options is nested more than 100 levels deep"],
];

const PLAIN: readonly [options: unknown, arrives: string][] = [
  [null, "null"],
  ["words", '"words"'],
  [-0, "0"],
  [[1.5, true, "é 🦆", "\ud800", []], '[1.5,true,"é 🦆","\\ud800",[]]'],
  [{ a: undefined, b: { c: undefined, d: null } }, '{"b":{"d":null}}'],
  [Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
  [JSON.parse('{"__proto__":{"a":1}}'), '{"__proto__":{"a":1}}'],
  [{ twice: [shared, shared] }, '{"twice":[{"a":1},{"a":1}]}'],
];

for (const mode of MODE_NAMES) {
  Deno.test(`serve() refuses options that are not plain data, before it listens, in mode ${mode}`, async () => {
    for (const [options, words] of NOT_PLAIN) {
      let ready = false;
      const how = { port: 0, mode, module, options, onReady: () => void (ready = true) };
      const { message } = await assertRejects(() => serve(how as ServeOptions), TypeError, words);
      assertStringIncludes(message, `Cannot serve: ${words}; options are plain data: null, `);
      assertEquals(ready, false);
    }
  });

  Deno.test(`serve() gives plain data as it is to a handler in mode ${mode}`, async () => {
    for (const [options, arrives] of PLAIN) {
      await using server = await serve({ port: 0, hostname: "127.0.0.1", mode, module, options, log() {} });
      assertEquals(await ask(server, "options"), arrives);
    }
  });
}

Deno.test("serve() gives a copy of the options: what is changed afterwards changes nothing", async () => {
  const options = { words: ["before"] };
  const how = { port: 0, hostname: "127.0.0.1", mode: "events", module, options, log() {} } as const;
  await using server = await serve(how);
  options.words.push("after");
  assertEquals(await ask(server, "options"), '{"words":["before"]}');
});

// What a child may do stands on its command line: nothing but names of permissions comes there.

const NO_PERMISSIONS: readonly unknown[] = [
  ["bogus"],
  ["all"],
  ["net --allow-run"],
  ["net=x,--allow-run"],
  ["net=localhost"],
  ["net", "run\n"],
  ["--allow-all"],
  ["NET"],
  [""],
  [" net"],
  ["net,run"],
  [null],
  [undefined],
  [["net"]],
  [{ name: "net" }],
  [{ toString: () => "net" }],
  new Array(1),
  "net",
  { net: true },
];

for (const mode of MODE_NAMES) {
  Deno.test(`serve() refuses permissions that there are not, before it listens, in mode ${mode}`, async () => {
    for (const permissions of NO_PERMISSIONS) {
      let ready = false;
      const how = { port: 0, mode, module, permissions, onReady: () => void (ready = true) };
      const { message } = await assertRejects(() => serve(how as ServeOptions), TypeError);
      assertStringIncludes(
        message,
        "Cannot serve: permissions has to be a list of some of net, read, write, run, env, sys, ffi, import, and is ",
      );
      assertEquals([message.includes("\n"), ready], [false, false]);
    }
  });
}

Deno.test("serve() keeps to the permissions it was given, whatever becomes of the list", async () => {
  const permissions: Permission[] = [];
  const how = { port: 0, hostname: "127.0.0.1", mode: "process", module, permissions, log() {} } as const;
  await using server = await serve(how);
  permissions.push("write");
  assertEquals(await ask(server, "write"), "NotCapable");
});

const BAD_MODULES: readonly [what: string, source: string, words: string][] = [
  ["without a default export", "export const handle = 1;", "its default export is neither"],
  ["whose default export is a number", "export default 5;", "its default export is neither"],
  ["whose default export is null", "export default null;", "its default export is neither"],
  ["that throws", 'throw new Error("not today");', "not today"],
  ["that throws in two lines", 'throw new Error("not today\\nnor tomorrow");', "not today"],
  ["that is no program", "export default (", ".ts:1:17: "],
];

/** Names of folders that a URL, a shell or a table of options could take for something else. */
const AWKWARD = ["a b", "c#d", "100%", "%20", "é ñ 文", "[x]", "a&b;c", "it's"];

for (const mode of MODE_NAMES) {
  Deno.test(`serve() finds a module in a folder of any name, in mode ${mode}`, async () => {
    using folder = new TempFolder();
    const source = 'export default async (conn) => { await conn.writeLine("here"); };';
    const path = folder.write(join(...AWKWARD, "mod #1.js"), source);
    for (const module of [path, toFileUrl(path), toFileUrl(path).href]) {
      await using server = await serve({ port: 0, hostname: "127.0.0.1", mode, module });
      const { port } = server.addresses[0] as Deno.NetAddr;
      using connection = withLines(await dial({ hostname: "127.0.0.1", port }));
      assertEquals(await Array.fromAsync(connection.lines()), ["here"], String(module));
    }
  });
}

for (const mode of MODE_NAMES) {
  Deno.test(`serve() refuses a module that serves nothing, before it listens, in mode ${mode}`, async () => {
    using folder = new TempFolder();
    let ready = false;
    for (const [at, [what, source, words]] of BAD_MODULES.entries()) {
      folder.write(`${at}.ts`, source);
      const bad = toFileUrl(join(folder.path, `${at}.ts`));
      const how = { port: 0, mode, module: bad, onReady: () => void (ready = true) };
      const { message } = await assertRejects(() => serve(how), TypeError, words, what);
      assertEquals([message.includes("\n"), message.split(bad.href).length - 1], [false, 1], message);
    }
    const nowhere = new URL("file:///nowhere.ts");
    const { message } = await assertRejects(() => serve({ port: 0, mode, module: nowhere }), TypeError);
    assertEquals(message, "Cannot serve file:///nowhere.ts: Module not found.");
    assertEquals(ready, false);
  });

  if (AWAY.includes(mode)) {
    Deno.test(`serve() refuses a function in mode ${mode}, and says what to do`, async () => {
      await assertRejects(() => serve({ port: 0, mode }, shout), TypeError, "URL of that as module");
    });
  }
}

Deno.test("serve() refuses the main module, whose loading would wait for the server", async () => {
  await assertRejects(() => serve({ port: 0, module: Deno.mainModule }), TypeError, "a module of its own");
});

Deno.test("serve() refuses the main module under another query or fragment, too", async () => {
  for (const ending of ["?again", "#again", "?a#b"]) {
    const module = Deno.mainModule + ending;
    await assertRejects(() => serve({ port: 0, module }), TypeError, "a module of its own");
  }
});

for (const mode of MODE_NAMES) {
  Deno.test(`serve() goes on after a handler has thrown what has no text, in mode ${mode}`, async () => {
    const lines: string[] = [];
    const log = (line: string) => void lines.push(line);
    await using server = await serve({ port: 0, hostname: "127.0.0.1", mode, module, log });
    assertEquals(await ask(server, "throw something without a text"), undefined);
    assertEquals(await ask(server, "hello"), "HELLO");
    await until(() => lines.length > 0);
    assertEquals(lines[0], "connection 1 failed: something was thrown that has no text");
  });

  Deno.test(`serve() goes on when the log throws, in mode ${mode}`, async () => {
    const reported: unknown[] = [];
    const note = (event: ErrorEvent) => {
      event.preventDefault();
      reported.push(event.error.message);
    };
    addEventListener("error", note);
    try {
      const log = (line: string) => {
        if (!line.startsWith("stopping")) throw new Error(`cannot log: ${line}`);
      };
      await using server = await serve({ port: 0, hostname: "127.0.0.1", mode, module, log });
      assertEquals(await ask(server, "log"), "LOG");
      assertEquals(await ask(server, "throw"), undefined);
      assertEquals(await ask(server, "hello"), "HELLO");
      await until(() => reported.length > 1);
    } finally {
      removeEventListener("error", note);
    }
    assertEquals(reported, [
      "cannot log: said by the handler",
      "cannot log: connection 2 failed: thrown on purpose",
    ]);
  });
}

for (const mode of MODE_NAMES) {
  Deno.test(`serve() that is stopped while it starts does not wait for the grace period, in mode ${mode}`, async () => {
    const stops = [AbortSignal.abort(), AbortSignal.timeout(1), AbortSignal.timeout(20)];
    // Nobody is served, so nothing needs a grace that is longer than any test.
    const servers = stops.map((signal) =>
      serve({ port: 0, mode, module, signal, grace: 2_000_000, log() {} })
    );
    for (const server of servers) await (await server).finished;
  });
}

const NO_LISTENERS: Record<string, unknown> = {
  "nothing": undefined,
  "no listener at all": [],
  "what is no listener": [{ accept() {}, close() {} }],
  "a listener outside a list": { accept() {}, close() {}, address: {} },
};

for (const [what, given] of Object.entries(NO_LISTENERS)) {
  Deno.test(`serve() refuses a listen that gives ${what}, asked now or later`, async () => {
    for (const listen of [() => given, () => Promise.resolve(given)]) {
      const options = { listen } as unknown as ServeOptions;
      await assertRejects(
        () => serve(options, shout),
        TypeError,
        "listen has to give a list of at least one",
      );
    }
  });
}

Deno.test("serve() closes the listeners that it got with what is none", async () => {
  const { listen } = await import("../../mod/net/tcp/listen.ts");
  const [socket] = await listen(0, { hostname: "127.0.0.1" });
  const both = () => Promise.resolve([socket, 1]);
  await assertRejects(
    () => serve({ listen: both } as unknown as ServeOptions, shout),
    TypeError,
    "listen has",
  );
  await assertRejects(() => socket!.accept());
});

async function connect({ port }: Server): Promise<LineConnection> {
  return withLines(await dial({ hostname: "127.0.0.1", port }));
}

async function say(client: LineConnection, line: string): Promise<string | undefined> {
  await client.writeLine(line);
  for await (const answer of client.lines()) return answer;
  return undefined;
}

async function ask(server: Server, line: string): Promise<string | undefined> {
  using client = await connect(server);
  return await say(client, line);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(5);
}
