import { assert, assertEquals, assertRejects } from "@std/assert";
import { withBasicAuth } from "../../../mod/http/middleware/basic_auth.ts";
import { LoginThrottle } from "../../../mod/net/login_throttle.ts";
import { HttpError } from "../../../mod/http/wire/http_error.ts";
import { type HttpRequest, textReply } from "../../../mod/http/wire/message.ts";

/** A server with the account `me`, whose password is `right`, on a clock of its own. */
class Server {
  now = 0;
  /** No guess is made twice, unless it is meant. */
  #guesses = 0;
  readonly handler = withBasicAuth(
    () => Promise.resolve(textReply(200, "in")),
    { read: "me:right" },
    () => false,
    new LoginThrottle(() => this.now),
  );

  /** The status that somebody at an address gets, and after how many seconds to try again. */
  async ask(password: string, hostname = "10.0.0.1", name = "me", gone?: AbortSignal): Promise<number> {
    const credentials = new TextEncoder().encode(`${name}:${password}`);
    const request = {
      fields: new Map([["authorization", `Basic ${btoa(String.fromCharCode(...credentials))}`]]),
      remote: { transport: "tcp", hostname, port: 1 },
      signal: () => gone ?? new AbortController().signal,
    } as unknown as HttpRequest;
    try {
      return (await this.handler(request)).status;
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      const [, seconds] = error.headers.find(([name]) => name === "retry-after") ?? [];
      assertEquals(error.status === 429, Number(seconds) >= 1 && Number(seconds) <= 60);
      return error.status;
    }
  }

  async guess(times: number, hostname?: string, name?: string): Promise<Record<number, number>> {
    const statuses = await Promise.all(
      Array.from({ length: times }, () => this.ask(`wrong ${this.#guesses++}`, hostname, name)),
    );
    return Object.fromEntries(
      Object.entries(Object.groupBy(statuses, String)).map(([status, all]) => [status, all!.length]),
    );
  }
}

Deno.test("a network may try ten wrong passwords a minute, and then not even the right one", async () => {
  const server = new Server();
  assertEquals(await server.guess(10), { 401: 10 });
  assertEquals(await server.ask("right"), 429);
  assertEquals(await server.ask("right", "10.0.0.2"), 200);
  server.now = 60_000;
  assertEquals(await server.ask("right"), 200);
});

Deno.test("a thousand guesses at once are a thousand", async () => {
  assertEquals(await new Server().guess(1000), { 401: 10, 429: 990 });
});

Deno.test("a network is an IPv4 address however it is written, or 64 bits of IPv6", async () => {
  const networks: [one: string[], other: string][] = [
    [["10.0.0.1", "::ffff:10.0.0.1", "::ffff:a00:1", "0:0:0:0:0:FFFF:10.0.0.1"], "10.0.0.2"],
    [["2001:db8::1", "2001:db8::2", "2001:0DB8:0:0:ffff::", "2001:db8:0:0:1:2:3:4"], "2001:db8:0:1::1"],
    [["fe80::1%eth0", "fe80::2%eth1"], "fe80:0:0:1::1"],
  ];
  for (const [one, other] of networks) {
    const server = new Server();
    for (let guess = 0; guess < 10; guess++) {
      assertEquals(await server.ask("wrong", one[guess % one.length]), 401);
    }
    for (const address of one) assertEquals(await server.ask("right", address), 429, address);
    assertEquals(await server.ask("right", other), 200, other);
  }
});

Deno.test("an account may be tried a hundred times a minute, by whomever; then new ones come one a second, once each", async () => {
  const server = new Server();
  for (let at = 0; at < 10; at++) assertEquals(await server.guess(10, `10.1.0.${at}`), { 401: 10 });
  const tried = [];
  for (let at = 0; at < 50; at++) tried.push(await server.ask("wrong", `10.2.0.${at}`));
  assertEquals(tried, [401, ...Array(49).fill(429)]);
  server.now += 1000;
  // The one whose guess was wrong waits; the next one is a newcomer like any other.
  assertEquals(await server.ask("right", "10.2.0.0"), 429);
  assertEquals(await server.ask("right", "10.2.0.1"), 200);
  // Another account is another's affair.
  assertEquals(await server.ask("wrong", "10.2.0.9", "somebody else"), 401);
  server.now += 60_000;
  assertEquals(await server.guess(2, "10.2.0.0"), { 401: 2 });
});

Deno.test("whoever has given the right password is locked out neither by his account's guessers nor by his neighbours", async () => {
  const server = new Server();
  const gone = new AbortController();
  assertEquals(await server.ask("right"), 200);
  for (let at = 0; at < 30; at++) await server.guess(10, `10.1.0.${at}`);
  assertEquals(await server.ask("right"), 200);
  await server.guess(10);
  // No name of an account that nobody proved gets a turn.
  assertEquals(await server.ask("wrong", undefined, "somebody else"), 429);
  assertEquals(await server.guess(1990), { 429: 1990 });
  assertEquals(await server.ask("right"), 200);
  // Beyond two thousand, everybody waits; not for ever.
  const guesses = Promise.all(
    Array.from({ length: 20 }, (_, at) => server.ask(`late ${at}`, undefined, undefined, gone.signal)),
  );
  assertEquals(await server.ask("right"), 200);
  gone.abort();
  assertEquals(new Set(await guesses), new Set([429]));
});

Deno.test("guesses wait for their turns, and those who have gone take none", async () => {
  const server = new Server();
  await server.ask("right");
  await server.guess(2010);
  const gone = AbortSignal.abort();
  const left = Array.from({ length: 100 }, (_, at) => server.ask(`late ${at}`, undefined, undefined, gone));
  const began = performance.now();
  assertEquals(await server.ask("right"), 200);
  assertEquals(new Set(await Promise.all(left)), new Set([429]));
  assert(performance.now() - began < 5000);
});

Deno.test("a password that was wrong before takes nobody's turn", async () => {
  const server = new Server();
  await server.ask("right");
  await server.guess(2011);
  assertEquals(await server.ask("an old one"), 429);
  const again = Array.from({ length: 1000 }, () => server.ask("an old one"));
  assertEquals(new Set(await Promise.all(again)), new Set([429]));
  assertEquals(await server.ask("right"), 200); // and no more than one turn later
});

Deno.test("names without number are counted in a memory that is bounded, and push out nobody's account", async () => {
  const server = new Server();
  for (let at = 0; at < 10; at++) await server.guess(10, `10.1.0.${at}`);
  for (let at = 0; at < 6000; at++) await server.ask("wrong", `10.3.${at >> 8}.${at & 255}`, `name ${at}`);
  assertEquals(await server.ask("wrong", "10.4.0.1"), 429);
});

Deno.test("who may read under a name does not guess the password that uploads under it like somebody who knows it", async () => {
  const handler = withBasicAuth(() => Promise.resolve(textReply(200, "")), {
    read: "me:read",
    upload: "me:send",
  }, () => false);
  const ask = async (password: string) => {
    const fields = new Map([["authorization", `Basic ${btoa(`me:${password}`)}`]]);
    const remote = { transport: "tcp", hostname: "10.0.0.1", port: 1 };
    return await handler({ fields, remote } as unknown as HttpRequest).then(
      ({ status }) => status,
      ({ status }) => status,
    );
  };
  assertEquals(await ask("read"), 200);
  for (let guess = 0; guess < 10; guess++) assertEquals(await ask("wrong"), 401);
  assertEquals(await ask("send"), 429);
});

Deno.test("withBasicAuth() compares in UTF-8, whatever composed the letters", async () => {
  const handler = withBasicAuth(
    () => Promise.resolve(textReply(200, "")),
    { read: "zoé:пароль:密码é" },
    () => false,
  );
  const ask = (text: string | Uint8Array) => {
    const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
    const field = `Basic ${btoa(String.fromCharCode(...bytes))}`;
    const remote = { transport: "tcp", hostname: "10.0.0.1", port: 1 };
    return handler({ fields: new Map([["authorization", field]]), remote } as unknown as HttpRequest);
  };
  assertEquals((await ask("zoé:пароль:密码é")).status, 200);
  assertEquals((await ask("zoe\u0301:пароль:密码e\u0301")).status, 200);
  for (const wrong of ["zoe:пароль:密码é", "zoé:пароль", "zoé", ":", "", "\ufffd"]) {
    await assertRejects(() => ask(wrong), HttpError);
  }
  await assertRejects(() => ask(Uint8Array.from([0x7a, 0x6f, 0xe9, 0x3a, 0xff])), HttpError);
});
