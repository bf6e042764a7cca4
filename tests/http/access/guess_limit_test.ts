import { assertEquals, assertRejects } from "@std/assert";
import { withBasicAuth } from "../../../mod/http/access/basic_auth.ts";
import { GuessLimit } from "../../../mod/http/access/guess_limit.ts";
import { HttpError } from "../../../mod/http/wire/http_error.ts";
import { type HttpRequest, textReply } from "../../../mod/http/wire/message.ts";

Deno.test("GuessLimit lets an address try ten wrong passwords a minute", () => {
  let now = 0;
  const guesses = new GuessLimit(() => now);
  for (let guess = 0; guess < 10; guess++) {
    assertEquals(guesses.wait("10.0.0.1"), 0);
    guesses.note("10.0.0.1");
  }
  assertEquals([guesses.wait("10.0.0.1"), guesses.wait("10.0.0.2")], [60, 0]);
  now = 60_000;
  assertEquals(guesses.wait("10.0.0.1"), 0);
  guesses.note("10.0.0.1");
  assertEquals(guesses.wait("10.0.0.1"), 0);
});

Deno.test("withBasicAuth() compares nothing any more after too many wrong passwords, the right one neither", async () => {
  const site = withBasicAuth(() => Promise.resolve(textReply(200, "in")), { read: "me:right" }, () => false);
  const ask = (password: string, hostname = "10.0.0.1") =>
    site({
      fields: new Map([["authorization", `Basic ${btoa(`me:${password}`)}`]]),
      remote: { transport: "tcp", hostname, port: 1 },
    } as unknown as HttpRequest);
  const status = async (password: string, hostname?: string) =>
    (await assertRejects(() => ask(password, hostname), HttpError)).status;
  assertEquals((await ask("right")).status, 200);
  for (let guess = 0; guess < 10; guess++) assertEquals(await status(`wrong ${guess}`), 401);
  assertEquals([await status("wrong"), await status("right")], [429, 429]);
  assertEquals((await ask("right", "10.0.0.2")).status, 200);
});
