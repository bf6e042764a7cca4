import { assertRejects } from "@std/assert";
import { acceptOne } from "../../mod/services/accept_one.ts";
import { silent } from "../../mod/trace/tracer.ts";

Deno.test("acceptOne() waits for nobody when it was told to stop before it listened", async () => {
  await assertRejects(() =>
    acceptOne(0, {
      hostname: "127.0.0.1",
      trace: silent,
      signal: AbortSignal.abort(new Error("stopped")),
      onReady: () => "",
      onListen: () => {},
    })
  );
});
