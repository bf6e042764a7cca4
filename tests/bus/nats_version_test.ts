import { assertEquals } from "@std/assert";
import { isBefore } from "../../mod/bus/nats_version.ts";

Deno.test("a server of NATS is told from an older one by its numbers, not by its letters", () => {
  const rows: [version: string | undefined, before10: boolean, before11: boolean][] = [
    [undefined, true, true],
    ["", true, true],
    ["1.4.1", true, true],
    ["2.2.0", true, true],
    ["2.9.10", true, true],
    ["2.10.0", false, true],
    ["2.10.29", false, true],
    ["2.11.0-RC.1", false, false],
    ["2.12.15", false, false],
    ["2.15.0-dev", false, false],
    ["3.0.0", false, false],
    ["10.0.0", false, false],
  ];
  assertEquals(rows.map(([version]) => [version, isBefore(version, 10), isBefore(version, 11)]), rows);
});
