import { assertEquals, assertThrows } from "@std/assert";
import { catalog } from "../../exercises/catalog.ts";
import config from "../../deno.json" with { type: "json" };
import { socketRows } from "../../mod/exercise/netstat.ts";
import { readExercise } from "../../mod/exercise/read_exercise.ts";

for (const [id, load] of Object.entries(catalog)) {
  Deno.test(`readExercise() accepts ${id}, which has a task of its own`, async () => {
    assertEquals(readExercise((await load()).default).id, id);
    assertEquals(`lab:${id}` in config.tasks, true);
  });
}

Deno.test("readExercise() names the place of a mistake", async () => {
  const json = structuredClone((await catalog.E1()).default) as unknown as { steps: { do: object[] }[] };
  json.steps[0]!.do = [{ type: "nobody", line: "x" }];
  assertThrows(() => readExercise(json), Error, 'step 1: "nobody" was not started before');
});

Deno.test("socketRows() reads the kernel's hexadecimal addresses", () => {
  const row = "   0: 0100007F:223D 00000000:0000 0A 00000000:00000001 00:00000000";
  assertEquals(socketRows(`head\n${row}`, new Set([8765])), [
    { local: "127.0.0.1:8765", remote: "0.0.0.0:*", state: "LISTEN", waiting: 1 },
  ]);
});
