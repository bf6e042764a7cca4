import { assert, assertEquals, assertRejects } from "@std/assert";
import { LoginTurns, MOST_WAITING } from "../../../../mod/http/files/accounts/login_turns.ts";
import { MOST_KNOWN, PasswordCheck } from "../../../../mod/http/files/accounts/password_check.ts";
import {
  BrowserSessions,
  MOST_OF_ONE,
  MOST_SESSIONS,
  SESSION_IDLE,
  SESSION_LENGTH,
} from "../../../../mod/http/files/accounts/browser_sessions.ts";
import { HttpError } from "../../../../mod/http/wire/http_error.ts";
import type { HttpRequest } from "../../../../mod/http/wire/message.ts";
import { accounts, HASH, users } from "./accounts.ts";

/** A request of a client, as far as a check looks at it. */
function from(hostname: string): HttpRequest {
  const signal = () => AbortSignal.abort();
  return { remote: { transport: "tcp", hostname, port: 1 }, signal } as unknown as HttpRequest;
}

function checking(
  text = `${users("anna", "ben", "clara")}[/]\n`,
): { check: PasswordCheck; clock: { now: number } } {
  const clock = { now: 0 };
  const now = () => clock.now;
  const text_ = { now: accounts(text) };
  return { check: new PasswordCheck({ accounts: () => text_.now, now }), clock };
}

Deno.test("a password that was right costs nothing when it comes again, for an hour", async () => {
  const { check, clock } = checking();
  for (const name of ["anna", "Anna", "ANNA"]) {
    assertEquals((await check.check(from("10.0.0.1"), name, "secret"))?.name, "anna");
  }
  assertEquals(check.computed, 1);
  clock.now += 60 * 60 * 1000 + 1;
  assertEquals((await check.check(from("10.0.0.1"), "anna", "secret"))?.name, "anna");
  assertEquals(check.computed, 2);
  assertEquals(await check.check(from("10.0.0.1"), "ben", "Secret"), undefined);
});

Deno.test("a known password is under the throttle, too: nobody guesses it faster because it is known", async () => {
  const { check } = checking();
  assertEquals((await check.check(from("10.0.0.1"), "anna", "secret"))?.name, "anna");
  for (let guess = 0; guess < 10; guess++) {
    await check.check(from("10.0.0.2"), "anna", `wrong ${guess}`).catch(() => {});
  }
  await assertRejects(() => check.check(from("10.0.0.2"), "anna", "secret"), HttpError, "Too many");
  // She herself, on her own network, is not locked out.
  assertEquals((await check.check(from("10.0.0.1"), "anna", "secret"))?.name, "anna");
});

Deno.test("an unknown name is as much work as a known one, and the same each time", async () => {
  const slow = HASH.replace("ln=4", "ln=5");
  const { check } = checking(`${users("anna")}ben = ${slow}\n[/]\n`);
  for (const [at, name] of ["anna", "nobody", "nobody", "somebody"].entries()) {
    assertEquals(await check.check(from(`10.0.${at}.1`), name, "wrong"), undefined);
  }
  assertEquals(check.computed, 4);
  const { check: empty } = checking("[/]\n* = read\n");
  assertEquals(await empty.check(from("10.0.0.1"), "nobody", "wrong"), undefined);
  assertEquals(empty.computed, 1);
});

Deno.test("an account that changes while its password is compared is not the one that was asked for", async () => {
  const text = { now: accounts(`${users("anna")}[/]\n`) };
  const check = new PasswordCheck({ accounts: () => text.now });
  const asked = check.check(from("10.0.0.1"), "anna", "secret");
  queueMicrotask(() => queueMicrotask(() => text.now = accounts(`${users("ben")}[/]\n`)));
  assertEquals(await asked, undefined);
});

Deno.test("a class that signs in at once from one network comes in, all of it", async () => {
  const names = Array.from({ length: 25 }, (_, at) => `pupil${at}`);
  const { check } = checking(`${users(...names)}[/]\n`);
  const found = await Promise.all(names.map((name) => check.check(from("10.0.0.1"), name, "secret")));
  assertEquals(found.map((account) => account?.name), names);
  assertEquals(check.computed, 25);
});

Deno.test("a thousand guesses at once count as a thousand", async () => {
  const { check } = checking();
  const guesses = Array.from(
    { length: 100 },
    (_, at) => check.check(from("10.0.0.1"), "anna", `wrong ${at}`),
  );
  const answers = await Promise.allSettled(guesses);
  assertEquals(answers.filter(({ status }) => status === "fulfilled").length, 10);
  assertEquals(check.computed, 10);
});

Deno.test("LoginTurns takes two networks at a time, each once, and sends away those of whom most wait", async () => {
  const turns = new LoginTurns();
  const order: string[] = [];
  const taken = (network: string) => turns.take(network).then((turn) => (order.push(network), turn));
  const [a1, a2, b1, c1] = ["a", "a", "b", "c"].map(taken);
  await Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve, 0));
  assertEquals(order, ["a", "b"]);
  (await a1)![Symbol.dispose]();
  assertEquals((await c1) !== undefined, true);
  assertEquals(order, ["a", "b", "c"]);
  (await b1)![Symbol.dispose]();
  (await a2)![Symbol.dispose]();
  assertEquals(order, ["a", "b", "c", "a"]);
  const waiting = Array.from({ length: MOST_WAITING + 5 }, () => turns.take("c").catch((error) => error));
  const other = turns.take("d");
  (await other)[Symbol.dispose]();
  (await c1)![Symbol.dispose]();
  let refused = 0;
  for (const each of waiting) {
    const turn = await each;
    if (turn instanceof HttpError) refused++;
    else turn[Symbol.dispose]();
  }
  assertEquals(refused, 6); // one of them for d, who came later
});

Deno.test("a right password gets in while three hundred networks guess, each with as many as it can", async () => {
  const { check } = checking();
  let stopped = false;
  const guess = async (network: number) => {
    const client = from(`10.${network >> 8}.${network & 255}.1`);
    for (let at = 0; !stopped; at++) {
      await check.check(client, `user ${network}`, `guess ${at}`).catch(() => {/* limited, or sent away */});
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  };
  const flood = Array.from({ length: 300 }, (_, network) => guess(network));
  // Each of them has guessed once: from then on the newcomer is known from them.
  while (check.computed < 300) await new Promise((resolve) => setTimeout(resolve, 5));
  for (let newcomer = 0; newcomer < 20; newcomer++) {
    const name = newcomer % 2 === 0 ? "ben" : "clara";
    assertEquals((await check.check(from(`192.0.2${newcomer}.1`), name, "secret"))?.name, name);
  }
  stopped = true;
  await Promise.all(flood);
});

Deno.test("a session ends when nobody uses it, after a day, and when its account changes", () => {
  let now = 0;
  const sessions = new BrowserSessions(() => now);
  const account = accounts(`${users("anna")}[/]\n`).users.get("anna")!;
  const version = () => account.version;
  const idle = sessions.begin("anna", account, "x");
  now = SESSION_IDLE - 1;
  assertEquals(sessions.find(idle, "x", version), "anna");
  now += SESSION_IDLE;
  assertEquals(sessions.find(idle, "x", version), undefined);
  const long = sessions.begin("anna", account, "x");
  const began = now;
  for (; now < began + SESSION_LENGTH; now += SESSION_IDLE / 2) {
    assertEquals(sessions.find(long, "x", version), "anna");
  }
  assertEquals(sessions.find(long, "x", version), undefined);
  assertEquals(sessions.size, 0);
  const changed = sessions.begin("anna", account, "x");
  assertEquals(sessions.find(changed, "x", () => "another"), undefined);
  assertEquals(sessions.find(changed, "x", version), undefined);
});

Deno.test("sessions are bounded, for one account and in all; the one unused for longest ends", () => {
  const sessions = new BrowserSessions(() => 0);
  const account = accounts(`${users("anna")}[/]\n`).users.get("anna")!;
  const version = () => account.version;
  const own = Array.from({ length: MOST_OF_ONE }, () => sessions.begin("anna", account, "x"));
  assertEquals(sessions.find(own[0]!, "x", version), "anna");
  sessions.begin("anna", account, "x");
  assertEquals(sessions.find(own[0]!, "x", version), "anna");
  assertEquals(sessions.find(own[1]!, "x", version), undefined);
  assertEquals(new Set(own).size, MOST_OF_ONE);
  assert(MOST_SESSIONS >= 10 * MOST_OF_ONE && MOST_KNOWN >= MOST_OF_ONE);
});
