import { assert, assertEquals, assertRejects } from "@std/assert";
import { chopped, delayed, limited } from "../../../mod/relay/extensions/shape.ts";

const DATA = Uint8Array.of(1, 2, 3, 4, 5);

Deno.test("chopped() delivers pieces in order", async () => {
  const pieces: number[][] = [];
  await chopped(2)().push(DATA, (bytes) => Promise.resolve(void pieces.push([...bytes])));
  assertEquals(pieces, [[1, 2], [3, 4], [5]]);
});

Deno.test("delayed() delivers later, in order, without making blocks wait for each other", async () => {
  const filter = delayed(50)();
  const seen: number[] = [];
  const began = performance.now();
  for (const byte of DATA) {
    await filter.push(Uint8Array.of(byte), (bytes) => Promise.resolve(void seen.push(...bytes)));
  }
  assertEquals(seen, []);
  await filter.end!(() => Promise.resolve());
  assertEquals(seen, [...DATA]);
  assert(performance.now() - began >= 49);
});

Deno.test("delayed() tells at the end that delivery has failed", async () => {
  const filter = delayed(1)();
  await filter.push(DATA, () => Promise.reject(new Error("gone")));
  await assertRejects(() => filter.end!(() => Promise.resolve()), Error, "gone");
});

Deno.test("limited() takes the time that the rate asks for", async () => {
  const began = performance.now();
  let count = 0;
  await limited(10_000)().push(
    new Uint8Array(1000),
    (bytes) => Promise.resolve(void (count += bytes.length)),
  );
  assertEquals(count, 1000);
  assert(performance.now() - began >= 45);
});
