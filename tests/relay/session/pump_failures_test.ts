import { assertEquals } from "@std/assert";
import { Log } from "../../../mod/relay/log.ts";
import type { RelayEndpoint } from "../../../mod/relay/relay_endpoint.ts";
import { Pump } from "../../../mod/relay/session/pump.ts";

/** What happens to a side, and what is heard of it: the level, the exit status. */
const TOLD: [fails: "read" | "write", code: string, more: string, level: string, status: number][] = [
  ["read", "ECONNRESET", "", "W", 0],
  ["read", "EPIPE", "", "W", 0],
  ["read", "ETIMEDOUT", "", "E", 1],
  ["read", "EIO", "", "E", 1],
  ["read", "ECONNRESET", "forked", "W", 0],
  ["read", "ETIMEDOUT", "forked", "E", 1],
  ["write", "ECONNRESET", "", "E", 1],
  ["write", "EPIPE", "", "E", 1],
  ["write", "EIO", "", "E", 1],
  ["write", "ENOSPC", "", "E", 1],
  ["write", "ECONNRESET", "forked", "W", 0],
  ["write", "EPIPE", "forked", "W", 0],
  ["write", "ENOSPC", "forked", "E", 1],
  ["write", "EPIPE", "coolWrite", "N", 0],
  ["write", "EIO", "coolWrite", "E", 1],
  ["write", "EPIPE", "endIsTold", "W", 0],
];

for (const [fails, code, more, level, status] of TOLD) {
  Deno.test(`Pump tells ${code} of a ${fails} ${more} with ${level} and ends with ${status}`, async () => {
    const messages: string[] = [];
    const error = Object.assign(new Error(), { code });
    const failing = fails === "read"
      ? side({ read: () => Promise.reject(error) })
      : side({ write: () => Promise.reject(error), endIsTold: more === "endIsTold" });
    const other = side({ read: once("data") });
    const ended = await pump(messages, more === "forked")
      .run({ ...other, coolWrite: false }, { ...failing, coolWrite: more === "coolWrite" });
    const told = messages.find((line) => line.includes(`${fails}(`))!;
    assertEquals([told.split(" ")[3], ended], [level, status]);
  });
}

/** Whether the other side can be reset, and what it is told of a reset that came in. */
const PASSED: [can: boolean, said: string[]][] = [
  [true, ["write", "delivered", "reset"]],
  [false, ["write", "shutdown"]],
];

for (const [can, said] of PASSED) {
  Deno.test(`Pump ${can ? "passes a reset on" : "half-closes instead of a reset"}`, async () => {
    const calls: string[] = [];
    const call = (name: string) => () => Promise.resolve(void calls.push(name));
    const error = Object.assign(new Error(), { code: "ECONNRESET" });
    const data = once("data");
    const from = side({
      read: async (buffer) => await data(buffer) ?? await Promise.reject(error),
    });
    const to = side({
      read: () => new Promise(() => {}),
      write: call("write"),
      shutdown: call("shutdown"),
      ...(can ? { abortive: { delivered: call("delivered"), reset: call("reset") } } : {}),
    });
    assertEquals(await pump([], false).run(from, to), 0);
    assertEquals(calls, said);
  });
}

Deno.test("Pump passes on a reset that a write met, when the reader of that side comes to its end", async () => {
  const calls: string[] = [];
  const { promise: refused, resolve: refuse } = Promise.withResolvers<void>();
  const gone = side({
    // The end comes after the failed write has been heard of
    read: async () => (await refused, await new Promise((resolve) => setTimeout(resolve)), null),
    write: () => (refuse(), Promise.reject(Object.assign(new Error(), { code: "ECONNRESET" }))),
  });
  const data = once("data");
  const other = side({
    read: async (buffer) => await data(buffer) ?? await new Promise(() => {}),
    shutdown: () => Promise.resolve(void calls.push("shutdown")),
    abortive: {
      delivered: () => Promise.resolve(),
      reset: () => calls.push("reset"),
    },
  });
  await pump([], true).run(gone, other);
  assertEquals(calls, ["reset"]);
});

function side(calls: Partial<RelayEndpoint>) {
  const endpoint: RelayEndpoint = {
    fds: [5, 5],
    readable: true,
    writable: true,
    datagram: false,
    environment: {},
    read: () => Promise.resolve(null),
    write: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
    close: () => Promise.resolve(),
    ...calls,
  };
  return { endpoint, ignoreEof: false, coolWrite: false };
}

/** A source of one block. */
function once(text: string): RelayEndpoint["read"] {
  let given = false;
  return (buffer) => {
    if (given) return Promise.resolve(null);
    given = true;
    return Promise.resolve(new TextEncoder().encodeInto(text, buffer).written);
  };
}

function pump(messages: string[], forked: boolean): Pump {
  return new Pump({
    direction: "both",
    lingerMs: 60,
    idleMs: 0,
    blockSize: undefined,
    filters: { ">": [], "<": [] },
    forked,
    log: new Log({ verbosity: 2, programName: "t", write: (line) => void messages.push(line) }),
    signal: new AbortController().signal,
  });
}
