import { assertEquals, assertThrows } from "@std/assert";
import { choose } from "../../soak/_kit/choose.ts";
import { WrongOptions } from "../../soak/_kit/typed_words.ts";

const THERE = {
  servers: [{ name: "echo-pool" }, { name: "files" }],
  faults: [{ name: "full disk" }, { name: "kill server" }],
  skipped: ["clock jump: libfaketime is not installed"],
};

Deno.test("choose() takes servers of that name with every fault, or else faults of that name everywhere", () => {
  assertEquals(choose("", THERE), { servers: THERE.servers, faults: THERE.faults });
  assertEquals(choose("echo", THERE), { servers: [{ name: "echo-pool" }], faults: THERE.faults });
  assertEquals(choose("kill", THERE), { servers: THERE.servers, faults: [{ name: "kill server" }] });
});

Deno.test("choose() says what there is, or why not here", () => {
  const unknown = assertThrows(() => choose("NOBODY", THERE), WrongOptions);
  assertEquals(unknown.message.includes("echo-pool, files"), true);
  const missing = assertThrows(() => choose("clock", THERE), WrongOptions);
  assertEquals(missing.message, "--only clock cannot be had here: clock jump: libfaketime is not installed");
});
