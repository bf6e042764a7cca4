import { assertEquals } from "@std/assert";
import { traced } from "../../mod/trace/traced_connection.ts";
import type { TraceEvent } from "../../mod/trace/tracer.ts";
import { FakeConnection } from "../_kit/net/fake_connection.ts";

Deno.test("traced() shows what passes, but of a secret only how long it is", async () => {
  const told: unknown[] = [];
  const emit = ({ event, bytes, data, detail }: TraceEvent) =>
    void told.push([event, bytes, data === undefined ? undefined : new TextDecoder().decode(data), detail]);
  const connection = traced(new FakeConnection(["sesame\n", "Ginette\n"]), 1, { enabled: true, emit });
  const buffer = new Uint8Array(20);
  connection.conceal?.(true);
  await connection.read(buffer);
  await connection.write(new TextEncoder().encode("/pass sesame\n"));
  connection.conceal?.(false);
  await connection.read(buffer);
  assertEquals(told, [
    ["read", 7, undefined, "not shown: a secret"],
    ["write", 13, undefined, "not shown: a secret"],
    ["read", 8, "Ginette\n", undefined],
  ]);
});
