import { assertEquals } from "@std/assert";
import { Backlog } from "../../../../mod/services/chat/room/backlog.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (taken: Uint8Array | undefined) => taken && new TextDecoder().decode(taken);

function small(): Backlog {
  return new Backlog({ lines: 3, bytes: 100, missedLine: (count) => bytes(`missed ${count}\n`) });
}

Deno.test("Backlog gives gathered lines back in order", () => {
  const backlog = small();
  backlog.push(bytes("a\n"));
  backlog.push(bytes("b\n"));
  assertEquals(text(backlog.take(1000)), "a\nb\n");
  assertEquals(backlog.take(1000), undefined);
});

Deno.test("Backlog takes whole lines up to the size, and a longer first one", () => {
  const backlog = small();
  for (const line of ["long line\n", "b\n", "c\n"]) backlog.push(bytes(line));
  assertEquals(text(backlog.take(1)), "long line\n");
  assertEquals(text(backlog.take(3)), "b\n");
});

Deno.test("Backlog counts what does not fit and says so where the gap is", () => {
  const backlog = small();
  for (const line of ["1\n", "2\n", "3\n", "4\n", "5\n"]) backlog.push(bytes(line));
  assertEquals(backlog.missed, 2);
  assertEquals(text(backlog.take(1000)), "1\n2\n3\nmissed 2\n");
  assertEquals([backlog.missed, backlog.push(bytes("6\n")), text(backlog.take(9))], [0, true, "6\n"]);
});

Deno.test("Backlog does not resume before the reader has caught up", () => {
  const backlog = small();
  for (const line of ["1\n", "2\n", "3\n", "4\n"]) backlog.push(bytes(line));
  assertEquals(text(backlog.take(2)), "1\n");
  assertEquals(backlog.push(bytes("5\n")), false);
  assertEquals(text(backlog.take(1000)), "2\n3\nmissed 2\n");
});

Deno.test("Backlog is bounded in bytes", () => {
  const backlog = small();
  assertEquals(backlog.push(new Uint8Array(90)), true);
  assertEquals(backlog.push(new Uint8Array(20)), false);
});

Deno.test("Backlog keeps its order over many pushes and takes", () => {
  const backlog = new Backlog({ lines: 5000, bytes: 1e6, missedLine: () => bytes("!") });
  const seen: string[] = [];
  for (let i = 0; i < 5000; i++) {
    backlog.push(bytes(`${i},`));
    if (i % 3 === 0) seen.push(text(backlog.take(8))!);
  }
  for (let rest = backlog.take(64); rest; rest = backlog.take(64)) seen.push(text(rest)!);
  assertEquals(seen.join(""), Array.from({ length: 5000 }, (_, i) => `${i},`).join(""));
});
