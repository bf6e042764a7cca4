/**
 * `deno task bench:echo`: the same 64-byte line there and back, against what people use today.
 *
 * @module
 */
import { cEcho, ncatEcho, netlab, nodeEcho, pythonEcho, socatEcho } from "./_kit/peers.ts";
import { suite } from "./_kit/suite.ts";

await suite("echo", Deno.args, async ({ bench, seconds, quick, folder }) => {
  const server = netlab(["echo", "serve", "0", "--host", "127.0.0.1"]);
  const contenders = [server, await cEcho(folder), nodeEcho, pythonEcho, ncatEcho, socatEcho];
  for (const conns of quick ? [1, 50] : [1, 50, 200]) {
    await bench({
      name: `64-byte round trips, ${conns} connection${conns > 1 ? "s" : ""}`,
      unit: "answers/s",
      contenders,
      measure: async ({ load }) => {
        const result = await load("echo", { conns, size: 64, seconds });
        return {
          "answers/s": result.per_second ?? 0,
          "p50 µs": result.p50_us ?? 0,
          "p99 µs": result.p99_us ?? 0,
        };
      },
    });
  }
});
