import { assertEquals } from "@std/assert";
import { LoginThrottle } from "../../mod/net/login_throttle.ts";
import { Door, passwordProblem } from "../../mod/io/password_door.ts";

const NEVER = new AbortController().signal;

Deno.test("a Door opens for its password alone, however an accent is typed", async () => {
  const door = new Door("Café 42");
  for (const given of ["Café 42", " Cafe\u0301 42 "]) {
    assertEquals(await door.open(given, "10.0.0.1", NEVER), true);
  }
  for (const given of ["", "café 42", "Café 4", "Café 42!"]) {
    assertEquals(await door.open(given, "10.0.0.1", NEVER), false, given);
  }
});

Deno.test("a Door counts wrong passwords by network, and all of them together", async () => {
  let now = 0;
  const door = new Door("right", new LoginThrottle(() => now));
  for (let at = 0; at < 10; at++) assertEquals(await door.open(`wrong ${at}`, "10.0.0.1", NEVER), false);
  assertEquals(await door.open("right", "10.0.0.1", NEVER), 60, "not even the right one is compared");
  assertEquals(await door.open("right", "10.0.0.2", NEVER), true);
  for (let at = 0; at < 90; at++) await door.open(`more ${at}`, `10.1.${at}.1`, NEVER);
  assertEquals(await door.open("wrong", "10.2.0.1", NEVER), false, "one a second, of each new network");
  assertEquals(await door.open("wrong", "10.2.0.2", NEVER), 1);
  assertEquals(await door.open("right", "10.0.0.2", NEVER), true, "who has been in comes back");
  now = 60_000;
  assertEquals(await door.open("right", "10.0.0.1", NEVER), true);
});

Deno.test("a password can be typed as a line, or says why it cannot", () => {
  assertEquals(passwordProblem("s"), undefined);
  assertEquals(passwordProblem("mot de passe é"), undefined);
  const wrong = ["", "  ", " a", "a ", "a\nb", "a\x1b", "a\u2028b", "x".repeat(201)];
  for (const password of wrong) assertEquals(passwordProblem(password) === undefined, false, password);
});
