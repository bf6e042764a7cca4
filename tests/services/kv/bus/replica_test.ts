import { assertEquals } from "@std/assert";
import { Replica } from "../../../../mod/services/kv/bus/replica.ts";
import { Keyspace } from "../../../../mod/services/kv/store/keyspace.ts";

function setUp(now = () => 0) {
  const keyspace = new Keyspace({ maxMemory: 2 ** 20, evicts: false, now: () => 1000 });
  const over: string[] = [];
  const replica = new Replica(keyspace, (key, revision) => over.push(`${key}@${revision}`), now);
  const take = (number: number, name: string, value: string | undefined, pending = 0, expires?: number) =>
    replica.take({ number, name, pending, entry: value === undefined ? undefined : { value, expires } });
  const all = () => [...keyspace.keys()].map((key) => `${key}=${keyspace.get(key)}`).join(" ");
  return { keyspace, replica, over, take, all };
}

Deno.test("Replica follows what comes, one number after the other", async () => {
  const { replica, take, all } = setUp();
  const reached = replica.reached(2);
  take(1, "a", "1", 1);
  take(2, "b=3A", "2");
  await reached;
  assertEquals([all(), replica.position, replica.revisionOf("b:")], ["a=1 b:=2", 2, 2]);
  take(3, "a", undefined);
  assertEquals([all(), replica.revisionOf("a")], ["b:=2", 0]);
});

Deno.test("Replica holds back what comes after a gap, until nothing can be older than something else", () => {
  let now = 0;
  const { replica, take, all } = setUp(() => now);
  take(1, "a", "old", 3);
  // 2 was a change of a, which is overwritten by 4
  take(3, "b", "after a's", 1);
  now = 500;
  assertEquals([all(), replica.position, replica.behind], ["a=old", 1, 500]);
  take(4, "a", "new", 0);
  assertEquals([all(), replica.position, replica.behind], ["a=new b=after a's", 4, 0]);
});

Deno.test("Replica waits for all that were there at the last gap", () => {
  const { replica, take, all } = setUp();
  take(2, "a", "1", 2);
  take(3, "b", "1", 1);
  take(5, "c", "1", 2); // another gap, and more has come
  take(6, "d", "1", 1);
  assertEquals([all(), replica.position], ["", 0]);
  take(7, "e", "1", 5); // what has come since does not count
  assertEquals([all(), replica.position], ["a=1 b=1 c=1 d=1 e=1", 7]);
});

Deno.test("Replica believes the bus that it counts fewer than before, or that all has come", () => {
  const { replica, take, all } = setUp();
  take(2, "a", "1", 9);
  take(3, "b", "1", 8);
  assertEquals([all(), replica.position], ["", 0]);
  take(4, "c", "1", 0); // it has counted again
  assertEquals([all(), replica.position], ["a=1 b=1 c=1", 4]);
  take(6, "d", "1", 9);
  take(8, "e", "1", 0); // nothing had been stored after that
  assertEquals([all(), replica.position], ["a=1 b=1 c=1 d=1 e=1", 8]);
  take(10, "f", "1", 1);
  replica.complete();
  assertEquals([all(), replica.position, replica.behind], ["a=1 b=1 c=1 d=1 e=1 f=1", 10, 0]);
  take(11, "g", "1", 1);
  assertEquals([all().slice(-3), replica.position], ["g=1", 11]);
});

Deno.test("Replica takes over a bucket anew, and drops what is there no longer, telling only what differs", () => {
  const { keyspace, replica, take, all } = setUp();
  for (const [at, name] of ["kept", "changed", "dropped"].entries()) take(at + 1, name, "1");
  const told: string[] = [];
  keyspace.listen({ changed: ({ key }) => told.push(key), cleared() {} });
  replica.begin(true);
  take(1, "kept", "1", 1);
  take(9, "changed", "2", 0);
  replica.caughtUp(12);
  assertEquals([all(), replica.position, told.join()], ["kept=1 changed=2", 12, "changed,dropped"]);
  take(13, "new", "1");
  assertEquals(replica.position, 13);
});

Deno.test("Replica goes on after a break, and lets go of those who wait", async () => {
  const { replica, take, all } = setUp();
  take(1, "a", "1", 3);
  take(3, "b", "1", 1); // held back, and to come again
  const reached = replica.reached(4);
  replica.end();
  await reached;
  replica.begin(false);
  take(3, "b", "1", 1);
  take(4, "a", "2", 0);
  replica.caughtUp(4);
  assertEquals([all(), replica.position], ["a=2 b=1", 4]);
});

Deno.test("Replica tells of keys that are over, and of no others", () => {
  const { keyspace, over, take } = setUp();
  take(1, "a", "1", 0, 999);
  take(2, "b", "1", 0, 5000);
  take(3, "c", "1");
  take(4, "c", undefined);
  assertEquals([keyspace.has("a"), keyspace.has("b"), over.join()], [false, true, "a@1"]);
});

Deno.test("Replica says for how long somebody, or the copy itself, waits for what does not come", async () => {
  let now = 0;
  const { replica, take } = setUp(() => now);
  now = 1000;
  assertEquals(replica.stuck, 0);
  const reached = replica.reached(3);
  now = 1500;
  assertEquals(replica.stuck, 500);
  take(1, "a", "1", 2);
  assertEquals(replica.stuck, 0);
  now = 1700;
  void replica.reached(4);
  assertEquals(replica.stuck, 200);
  replica.end();
  await reached;
  assertEquals(replica.stuck, 0);
  // The copy itself waits, too, until it is whole
  replica.begin(true);
  now = 5000;
  assertEquals(replica.stuck, 3300);
  take(1, "a", "1", 1);
  void replica.reached(9);
  now = 5100;
  assertEquals(replica.stuck, 100);
  replica.caughtUp(2);
  assertEquals(replica.stuck, 100);
  take(9, "b", "2", 0);
  now = 6000;
  assertEquals(replica.stuck, 0);
});

Deno.test("Replica takes over what a bucket that has lost its last changes has stored under their numbers since", () => {
  const { replica, take, all } = setUp();
  take(1, "a", "1");
  take(2, "b", "lost");
  take(3, "c", "lost");
  replica.begin(true);
  take(1, "a", "1", 1);
  take(2, "b", "stored", 0);
  replica.caughtUp(2);
  assertEquals([all(), replica.position, replica.revisionOf("b")], ["a=1 b=stored", 2, 2]);
});
