import { assert, assertEquals } from "@std/assert";
import { modesTable } from "../../../mod/lab/scenarios/modes_table.ts";
import type { ModeResult } from "../../../mod/lab/scenarios/measure_mode.ts";
import { SCENARIOS } from "../../../mod/lab/scenarios/scenarios.ts";

const RESULT: ModeResult = {
  scenario: "equal",
  mode: "symmetric",
  seconds: 2,
  clients: 8,
  served: 7,
  died: false,
  answers: 50_000,
  p50: 0.123,
  p99: 12.34,
  max: 1234.5,
  cpu: 1.736,
  memory: 64 << 20,
  processes: 1,
  threads: 12,
};
const EMPTY = { p50: null, p99: null, max: null, cpu: null, memory: null, processes: null, threads: null };

Deno.test("modesTable() rounds to what can be told, and fits 80 columns", () => {
  const lines = modesTable(SCENARIOS[0]!, [RESULT]).split("\n");
  assertEquals(lines[2]!.split(/ +/), "symmetric 25000 0.12 12.3 1235 7/8 174% 64 1 12".split(" "));
  assert(lines.slice(1, 3).every((line) => line.length <= 80));
});

Deno.test("modesTable() says what is not known with a dash, and that a server died", () => {
  const row = modesTable(SCENARIOS[0]!, [{ ...RESULT, ...EMPTY, died: true }]).split("\n")[2]!;
  assertEquals(row.split(/ +/), "symmetric 25000 - - - died - - - -".split(" "));
});
