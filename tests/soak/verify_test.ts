import { assertEquals } from "@std/assert";
import { leaks } from "../../soak/_kit/verify.ts";

const BEFORE = { residentMib: 60, descriptors: 26, threads: 7, children: 0 };

Deno.test("leaks() finds one descriptor, one child, and more threads and memory than an engine keeps", () => {
  assertEquals(leaks({ before: BEFORE, after: BEFORE }), []);
  assertEquals(leaks({ before: BEFORE, after: { ...BEFORE, descriptors: 27 } }), [
    "1 descriptors more than before",
  ]);
  assertEquals(leaks({ before: BEFORE, after: { ...BEFORE, children: 1 } }), ["1 children more than before"]);
  assertEquals(leaks({ before: BEFORE, after: { ...BEFORE, threads: 12, residentMib: 300 } }), [
    "5 threads more than before",
    "240 MiB more than before (bound 200)",
  ]);
});

Deno.test("leaks() allows a pool the threads that it starts when they are first needed, and no more", () => {
  const after = (descriptors: number) => ({ ...BEFORE, descriptors, threads: 9 });
  assertEquals(leaks({ before: BEFORE, after: after(38), lateWorkers: 2 }), []);
  assertEquals(leaks({ before: BEFORE, after: after(39), lateWorkers: 2 }), [
    "13 descriptors more than before",
  ]);
});
