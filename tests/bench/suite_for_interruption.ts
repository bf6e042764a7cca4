/** A suite that measures for ever, for a test that interrupts it. */
import { netlab } from "../../bench/_kit/peers.ts";
import { suite } from "../../bench/_kit/suite.ts";

await suite("interrupted", ["--compare", "."], async (run) => {
  await run.bench({
    name: "nothing",
    unit: "x",
    candidates: [netlab(["echo", "serve", "0", "--host", "127.0.0.1"])],
    measure: ({ server }) => {
      console.log(`measuring ${server.pid}`);
      return new Promise(() => {});
    },
  });
});
