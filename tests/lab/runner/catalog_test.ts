import { assertEquals, assertThrows } from "@std/assert";
import { catalog } from "../../../mod/lab/exercises/catalog.ts";
import config from "../../../deno.json" with { type: "json" };
import { socketRows } from "../../../mod/lab/runner/netstat.ts";
import { parseSocketTable } from "../../../mod/net/port_owner/socket_table.ts";
import { readExercise } from "../../../mod/lab/runner/read_exercise.ts";

for (const [id, load] of Object.entries(catalog)) {
  Deno.test(`readExercise() accepts ${id}, which has a task of its own`, async () => {
    assertEquals(readExercise((await load()).default).id, id);
    assertEquals(`lab:${id}` in config.tasks, true);
  });
}

/** What a teacher may get wrong in a copy of E1, and what is said about it. */
const MISTAKES: readonly [change: (exercise: Draft) => void, said: string][] = [
  [({ steps }) => steps[0]!.do = [{ type: "nobody", line: "x" }], 'step 1: "nobody" was not started before'],
  [(exercise) => exercise.stepz = [], 'the exercise has no "stepz"; it may have id, sheet'],
  [({ steps }) => steps[1]!.see[0]!.count = "two", "step 2: count needs to be a number"],
  [({ steps }) => steps[1]!.see[0]!.print = "x", 'step 2 has no "print"; it may have role, prints'],
  [({ steps }) => steps[0]!.needs = "fork", "step 1: needs is one of SIGTERM, SO_REUSEPORT"],
  [({ steps }) => steps[0]!.instead = {}, "step 1: instead goes with needs"],
  [
    ({ steps }) => Object.assign(steps[0]!, { needs: "SIGTERM", instead: { dos: [] } }),
    'step 1: instead has no "dos"; it may have say, do, see',
  ],
  [({ steps }) => steps[1]!.do[0]!.run = ["{serveur.port}"], 'step 2: run: "serveur" was not started before'],
];

for (const [change, said] of MISTAKES) {
  Deno.test(`readExercise() names the place of a mistake: ${said}`, async () => {
    const draft = structuredClone((await catalog.E1()).default) as unknown as Draft;
    change(draft);
    assertThrows(() => readExercise(draft), Error, said);
  });
}

interface Draft {
  steps: { do: Record<string, unknown>[]; see: Record<string, unknown>[]; [name: string]: unknown }[];
  [name: string]: unknown;
}

Deno.test("socketRows() shows the kernel's rows as netstat does, of both families", () => {
  const rest = "00:00000000 00000000 0 0 77";
  const [none, one] = ["0".repeat(32), "0".repeat(24) + "01000000"];
  const rows = [
    `0: ${one}:223D ${one}:C000 01 00000000:00000007 ${rest}`,
    `1: ${none}:223D ${none}:0000 0A 00000000:00000000 ${rest}`,
    `2: 0100007F:223D 00000000:0000 0A 00000000:00000001 ${rest}`,
    `3: 0100007F:0050 00000000:0000 0A 00000000:00000000 ${rest}`,
  ];
  assertEquals(socketRows(parseSocketTable(["head", ...rows].join("\n"), "tcp"), new Set([8765])), [
    { local: "[::]:8765", remote: "[::]:*", state: "LISTEN", waiting: 0 },
    { local: "127.0.0.1:8765", remote: "0.0.0.0:*", state: "LISTEN", waiting: 1 },
    { local: "[::1]:8765", remote: "[::1]:49152", state: "ESTABLISHED", waiting: 7 },
  ]);
});
