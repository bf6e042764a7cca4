import { assertEquals, assertRejects } from "@std/assert";
import { receiveAgain } from "../../../mod/net/udp/receive_again.ts";

const refused = Object.assign(new Error("recv"), { code: "ECONNREFUSED" });
const reset = new Deno.errors.ConnectionReset("recv");

Deno.test("receiveAgain() passes over the news that somebody could not be reached", async () => {
  const coming = [reset, refused, "a datagram"];
  const receive = () => {
    const next = coming.shift();
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  };
  assertEquals(await receiveAgain(refused, receive), "a datagram");
});

Deno.test("receiveAgain() ends with the socket", async () => {
  const closed = new Deno.errors.Interrupted("operation canceled");
  await assertRejects(() => receiveAgain(closed, () => Promise.resolve("never")), Deno.errors.Interrupted);
  const broken = new Deno.errors.BadResource("Bad resource ID");
  await assertRejects(() => receiveAgain(reset, () => Promise.reject(broken)), Deno.errors.BadResource);
});
