import { assertEquals, assertRejects } from "@std/assert";
import { httpClient } from "../../../mod/http/client/http_client.ts";
import { connectionFailure, HttpFailure } from "../../../mod/http/client/http_failure.ts";
import { HttpError } from "../../../mod/http/wire/http_error.ts";
import { dialError } from "../../../mod/net/errors/dial_error.ts";
import { NetError } from "../../../mod/net/errors/net_error.ts";

/** A host whose name would mislead those who go by words. */
const certificate = { hostname: "certificate.example", port: 80 };

const TABLE: [error: Error, said: string, again: boolean][] = [
  [dialError(certificate, new Deno.errors.ConnectionRefused()), "refused", true],
  [
    new NetError("host_not_found", {
      action: "resolve",
      hostname: "tls handshake",
      family: undefined,
      numeric: false,
    }),
    "there is no such host",
    true,
  ],
  [dialError(certificate, new Deno.errors.TimedOut()), "no answer", true],
  [dialError(certificate, new Deno.errors.NetworkUnreachable()), "there is no way to that network", true],
  [new Error("invalid peer certificate: UnknownIssuer"), "is not trusted", false],
  [
    new Error("invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))"),
    "that of an authority",
    false,
  ],
  [new Error("tls handshake eof"), "does not speak TLS", false],
  [new Error("received corrupt message of type InvalidContentType"), "does not speak TLS", false],
  [new Deno.errors.ConnectionReset("reset"), "the connection was lost", true],
  [new HttpError(400, "The request ends inside its head"), "the connection was lost", true],
  [new HttpError(431, "The head of the request is too long"), "not one of HTTP", false],
];

Deno.test("connectionFailure() goes by codes, and by words only where the runtime has none", () => {
  for (const [error, said, again] of TABLE) {
    const failure = connectionFailure(error);
    assertEquals([failure.message.includes(said), failure.options.again], [true, again], failure.message);
  }
});

Deno.test("a port where nobody listens is told as what it is", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  const { signal } = new AbortController();
  await assertRejects(
    () => httpClient()(`http://127.0.0.1:${port}/`, { signal }),
    HttpFailure,
    "Cannot reach the server: connection refused",
  );
});
