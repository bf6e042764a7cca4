import { assertEquals, assertRejects } from "@std/assert";
import { dialServer } from "../../mod/services/dial_server.ts";
import { silent as untraced } from "../../mod/trace/tracer.ts";

Deno.test("dialServer() lets go of a connection when it was told to stop while it connected", async () => {
  using silent = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const stop = new AbortController();
  const reason = new Error("stopped");
  using dialled = await dialServer({ hostname: "127.0.0.1", port: silent.addr.port }, {
    timeout: 0,
    trace: untraced,
    signal: stop.signal,
    onConnect() {
      stop.abort(reason);
      return "";
    },
  });
  using _accepted = await silent.accept();
  const error = await assertRejects(async () => {
    if (await dialled.connection.read(new Uint8Array(1)) === null) throw new Error("closed");
  });
  assertEquals(dialled.explain(error), reason);
});
