import { assertEquals, assertRejects } from "@std/assert";
import { serveInOrder } from "../../mod/server/serve_in_order.ts";

/** Two servers that end when they are told to, and what happened to them in order. */
function servers() {
  const stop = new AbortController();
  const happened: string[] = [];
  const server = (name: string) => {
    const end = Promise.withResolvers<void>();
    stop.signal.addEventListener("abort", () => end.resolve());
    return {
      ...end,
      serve() {
        happened.push(`${name} serves`);
        return end.promise.finally(() => happened.push(`${name} ends`));
      },
    };
  };
  return {
    happened,
    one: server("one"),
    two: server("two"),
    common: { signal: stop.signal, stop: () => stop.abort() },
    abort: () => stop.abort(),
  };
}

Deno.test("serveInOrder() starts the second server when the first one listens", async () => {
  const { one, two, common, happened, abort } = servers();
  let listening = () => {};
  const first = (onListen: () => void) => {
    listening = onListen;
    return one.serve();
  };
  const served = serveInOrder({ ...common, first, second: two.serve });
  await Promise.resolve();
  assertEquals(happened, ["one serves"]);
  listening();
  while (happened.length < 2) await Promise.resolve();
  assertEquals(happened, ["one serves", "two serves"]);
  abort();
  await served;
  assertEquals(happened.toSorted(), ["one ends", "one serves", "two ends", "two serves"]);
});

Deno.test("serveInOrder() stops each server when the other one ends or fails, and tells the failure", async () => {
  for (const ended of ["one", "two"] as const) {
    for (const failure of [undefined, new Error("broken")]) {
      const all = servers();
      const { one, two, common, happened } = all;
      const first = (onListen: () => void) => {
        onListen();
        return one.serve();
      };
      const served = serveInOrder({ ...common, first, second: two.serve });
      while (happened.length < 2) await Promise.resolve();
      if (failure === undefined) all[ended].resolve();
      else all[ended].reject(failure);
      if (failure === undefined) await served;
      else await assertRejects(() => served, Error, "broken");
      assertEquals(happened.slice(2).toSorted(), ["one ends", "two ends"]);
    }
  }
});

Deno.test("serveInOrder() never starts the second server when the first one cannot listen", async () => {
  const { common, two, happened } = servers();
  const first = () => Promise.reject(new Error("taken"));
  await assertRejects(() => serveInOrder({ ...common, first, second: two.serve }), Error, "taken");
  // Nor may the failure be told to nobody: the runtime would end the program with a stack trace.
  await assertRejects(() => serveInOrder({ ...common, first, second: undefined }), Error, "taken");
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(happened, []);
});

Deno.test("serveInOrder() with one server ends with it", async () => {
  const { one, common, happened } = servers();
  const served = serveInOrder({
    ...common,
    first: (onListen) => {
      onListen();
      return one.serve();
    },
    second: undefined,
  });
  one.resolve();
  await served;
  assertEquals(happened, ["one serves", "one ends"]);
});
