import { assertEquals, assertRejects } from "@std/assert";
import { ArchiveLimit } from "../../../../mod/http/files/archive/archive_limit.ts";

Deno.test("ArchiveLimit.turn() lets two archives look for their entries, the others in their order", async () => {
  const limit = new ArchiveLimit();
  const { signal } = new AbortController();
  const came: string[] = [];
  const turns = ["a", "b", "c", "d"].map((name) =>
    limit.turn(signal).then((turn) => (came.push(name), turn))
  );
  const [a, b] = await Promise.all(turns.slice(0, 2));
  assertEquals(came, ["a", "b"]);
  b![Symbol.dispose]();
  const c = await turns[2]!;
  assertEquals(came, ["a", "b", "c"]);
  a![Symbol.dispose]();
  c[Symbol.dispose]();
  (await turns[3]!)[Symbol.dispose]();
  assertEquals(came, ["a", "b", "c", "d"]);
});

Deno.test("ArchiveLimit.turn() ends with its client, who keeps nobody else waiting", async () => {
  const limit = new ArchiveLimit();
  const { signal } = new AbortController();
  const [a, b] = await Promise.all([limit.turn(signal), limit.turn(signal)]);
  const leaving = new AbortController();
  const left = limit.turn(leaving.signal);
  const next = limit.turn(signal);
  leaving.abort(new Error("it has left"));
  await assertRejects(() => left, Error, "it has left");
  a[Symbol.dispose]();
  (await next)[Symbol.dispose]();
  b[Symbol.dispose]();
});
