import { assertEquals } from "@std/assert";
import { sideBySide } from "../../../mod/relay/net/side_by_side.ts";

interface Guest {
  readonly name: string;
}

async function* guests(names: string, taken: string[] = []): AsyncGenerator<Guest> {
  for (const name of names) {
    taken.push(name);
    yield await Promise.resolve({ name });
  }
}

Deno.test("sideBySide() gives what is ready first first, and errors in their turn", async () => {
  const slow = Promise.withResolvers<void>();
  const prepare = async (guest: Guest) => {
    if (guest.name === "a") await slow.promise;
    if (guest.name === "c") throw new TypeError("no c");
    return guest;
  };
  const came: string[] = [];
  for await (const each of sideBySide(guests("abcd"), prepare)) {
    came.push(each instanceof Error ? each.message : each.name);
    if (came.length === 3) slow.resolve();
  }
  assertEquals(came, ["b", "no c", "d", "a"]);
});

Deno.test("sideBySide() lets further ones wait when as many as may are being prepared", async () => {
  const doors = new Map([..."abcde"].map((name) => [name, Promise.withResolvers<void>()]));
  const begun: string[] = [];
  const prepare = async (guest: Guest) => {
    begun.push(guest.name);
    await doors.get(guest.name)!.promise;
    return guest;
  };
  const ready = sideBySide(guests("abcde"), prepare, 2);
  const first = ready.next();
  for (let turns = 0; turns < 20; turns++) await Promise.resolve();
  assertEquals(begun, ["a", "b"]);
  doors.get("b")!.resolve();
  assertEquals((await first).value, { name: "b" });
  for (const { resolve } of doors.values()) resolve();
  const rest: unknown[] = [];
  for await (const each of ready) rest.push(each);
  assertEquals(rest, [{ name: "a" }, { name: "c" }, { name: "d" }, { name: "e" }]);
});
