import { assertEquals } from "@std/assert";
import { lineNumbers, LineOrder } from "../../../mod/http/workers/line_order.ts";
import { serveWorker } from "../../../mod/http/workers/server_desk.ts";
import { WorkerLink } from "../../../mod/http/workers/worker_link.ts";

Deno.test("the lines of two workers come together in the order in which they were said", async () => {
  const memory = lineNumbers();
  const told: string[] = [];
  const done = Promise.withResolvers<void>();
  const lines = new LineOrder(memory, (line) => {
    if (told.push(line) === 8) done.resolve();
  });
  const lifetime = new AbortController();
  const channels = [new MessageChannel(), new MessageChannel()] as const;
  const desks = channels.map(({ port1 }) => serveWorker(port1, { lines }));
  const [one, two] = channels.map(({ port2 }) => new WorkerLink(port2, memory, lifetime.signal));
  for (const [link, line] of [[one, "a"], [two, "b"], [one, ""], [one, "d é"], [two, "e"]] as const) {
    link!.log(line);
  }
  lines.say("f");
  two!.flush();
  one!.log("g");
  lifetime.abort(); // what waits is sent when a worker ends
  one!.log("h");
  one!.flush();
  await done.promise;
  assertEquals(told, ["a", "b", "", "d é", "e", "f", "g", "h"]);
  for (const desk of desks) desk[Symbol.dispose]();
  for (const port of channels.flatMap(({ port1, port2 }) => [port1, port2])) port.close();
});
