import { assertEquals } from "@std/assert";
import { connectionFailure } from "../../../mod/http/client/http_failure.ts";

const TABLE: [message: string, said: string, again: boolean][] = [
  ["client error (Connect): tcp connect error: Connection refused (os error 111)", "refused", true],
  ["client error (Connect): dns error: failed to lookup address information", "there is no such host", true],
  ["client error (Connect): invalid peer certificate: UnknownIssuer", "is not trusted", false],
  ["invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))", "that of an authority", false],
  ["client error (Connect): tls handshake eof", "does not speak TLS", false],
  ["connection reset by peer", "the connection was lost", true],
];

Deno.test("connectionFailure() finds the reason in the message, and in what caused it", () => {
  for (const [message, said, again] of TABLE) {
    const old = connectionFailure(new TypeError(message));
    const wrapped = connectionFailure(new TypeError("fetch failed", { cause: new Error(message) }));
    for (const failure of [old, wrapped]) {
      assertEquals([failure.message.includes(said), failure.options.again], [true, again], failure.message);
    }
  }
});

Deno.test("connectionFailure() knows what this runtime says of a port where nobody listens", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  const error = await fetch(`http://127.0.0.1:${port}/`).catch((error) => error);
  // Somebody else may have taken the port meanwhile; then there is nothing to be learnt.
  if (error instanceof Response) return await error.body?.cancel();
  assertEquals(connectionFailure(error).message.includes("refused"), true);
});
