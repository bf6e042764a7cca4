import { assertEquals, assertRejects } from "@std/assert";
import { NetError } from "../../../mod/net/errors/net_error.ts";
import { selfSigned } from "../../../mod/net/tls/certificate.ts";
import { dialTls } from "../../../mod/net/tls/dial_tls.ts";
import { listenTls } from "../../../mod/net/tls/listen_tls.ts";
import { hasNodeTls } from "../../../mod/net/tls/secure.ts";
import type { TlsError } from "../../../mod/net/tls/tls_error.ts";
import type { Connection } from "../../../mod/net/connection.ts";

const certificate = await selfSigned(["localhost", "127.0.0.1"], Date.now());
const stranger = await selfSigned(["localhost", "127.0.0.1"], Date.now());

async function readAll(connection: Connection): Promise<string> {
  const [buffer, decoder] = [new Uint8Array(1000), new TextDecoder()];
  let text = "";
  for (let count; (count = await connection.read(buffer)) !== null;) {
    text += decoder.decode(buffer.subarray(0, count));
  }
  return text;
}

/** Answers how many bytes came, once all have. */
async function answerOne(connection: Connection): Promise<void> {
  using open = connection;
  const heard = await readAll(open);
  await open.write(new TextEncoder().encode(`${heard.length} bytes`));
  await open.closeWrite();
}

for (const [kind, asked] of [["the runtime's own", {}], ["Node's", { verify: false }]] as const) {
  Deno.test({
    name: `listenTls() and dialTls() carry data both ways, and half-closes, with ${kind} server`,
    ignore: !hasNodeTls(),
    fn: async () => {
      const [listener] = await listenTls(0, { ...certificate, ...asked }, { hostname: "127.0.0.1" });
      using server = listener!;
      const { port } = server.address;
      const answered = server.accept().then(answerOne);
      using client = await dialTls({ hostname: "127.0.0.1", port }, { ca: certificate.cert });
      await client.write(new Uint8Array(300_000));
      await client.closeWrite();
      assertEquals(await readAll(client), "300000 bytes");
      await answered;
    },
  });
}

Deno.test({
  name: "listenTls() asks clients for a certificate that it trusts",
  ignore: !hasNodeTls(),
  fn: async () => {
    const asked = { ...certificate, ca: stranger.cert, verify: true };
    const [listener] = await listenTls(0, asked, { hostname: "127.0.0.1" });
    using server = listener!;
    const to = { hostname: "127.0.0.1", port: server.address.port };
    const accepted = server.accept();
    accepted.catch(() => {/* told below */});
    // The server's refusal comes after the client's handshake is over (TLS 1.3): the first read tells, or
    // ends.
    using refused = await dialTls(to, { ca: certificate.cert });
    assertEquals(await readAll(refused).catch(() => ""), "");
    using trusted = await dialTls(to, { ca: certificate.cert, ...stranger });
    using connection = await accepted;
    assertEquals(connection.remote, trusted.local);
  },
});

Deno.test({
  name: "dialTls() trusts nobody but those it is told to trust, and says what is wrong as data",
  ignore: !hasNodeTls(),
  fn: async () => {
    const [listener] = await listenTls(0, certificate, { hostname: "127.0.0.1" });
    using server = listener!;
    const accepting = server.accept().catch(() => {/* nobody gets through */});
    const to = { hostname: "127.0.0.1", port: server.address.port };
    const error = await assertRejects(() => dialTls(to, { ca: stranger.cert }), NetError);
    assertEquals((error.cause as TlsError).code, "handshake");
    const other = await assertRejects(
      () => dialTls(to, { ca: certificate.cert, peerName: "example.org" }),
      NetError,
    );
    assertEquals((other.cause as TlsError).names, {
      expected: "example.org",
      found: ["localhost", "127.0.0.1"],
    });
    server.close();
    await accepting.then((connection) => connection?.close());
  },
});
