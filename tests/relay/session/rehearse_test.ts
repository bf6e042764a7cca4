import { assertEquals } from "@std/assert";
import { acceptEach } from "../../../mod/relay/addresses/accept_each.ts";
import type { OpenRequest } from "../../../mod/relay/addresses/address_type.ts";
import { planAddress } from "../../../mod/relay/address_plan.ts";
import { parseAddress } from "../../../mod/relay/grammar/address.ts";
import { rehearse } from "../../../mod/relay/session/rehearse.ts";

Deno.test("a rehearsal comes to its end by itself, and leaves no timer behind", async () => {
  await rehearse();
});

Deno.test("an address that listens says that it is idle before it waits for its first peer, once", async () => {
  const steps: string[] = [];
  const context = { signal: new AbortController().signal, idle: () => void steps.push("idle") };
  const request = { context, options: { flag: () => true } } as unknown as OpenRequest;
  const next = () => Promise.resolve(steps.push("next") < 4 ? 1 : undefined);
  for await (const _accepted of acceptEach(request, () => void steps.push("close"), next)) continue;
  assertEquals(steps, ["idle", "next", "next", "next", "close"]);
});

Deno.test("an address is loaded before it is opened, one way or both", async () => {
  for (const address of ["TCP:127.0.0.1:1", "PIPE", "STDIN!!STDOUT"]) {
    await planAddress(parseAddress(address)).load();
  }
});
