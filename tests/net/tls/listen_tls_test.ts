import { assert, assertEquals, assertRejects } from "@std/assert";
import { NetError } from "../../../mod/net/errors/net_error.ts";
import { selfSigned } from "../../../mod/net/tls/certificate.ts";
import { dialTls } from "../../../mod/net/tls/dial_tls.ts";
import { listenTls } from "../../../mod/net/tls/listen_tls.ts";
import { hasNodeTls } from "../../../mod/net/tls/has_node_tls.ts";
import type { TlsError } from "../../../mod/net/tls/tls_error.ts";
import type { Connection } from "../../../mod/net/connection.ts";

const certificate = await selfSigned(["localhost", "127.0.0.1"], Date.now());
const stranger = await selfSigned(["localhost", "127.0.0.1"], Date.now());

/** The two servers: Node's finishes no handshake before Deno 2.9. */
const KINDS = ([["the runtime's own", {}], ["Node's", { verify: false }]] as const)
  .filter(([kind]) => hasNodeTls() || kind !== "Node's");

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

for (const [kind, asked] of KINDS) {
  Deno.test({
    name: `listenTls() and dialTls() carry data both ways, and half-closes, with ${kind} server`,

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

/** A connected pair: the server's end and the client's. */
async function pair(asked: object): Promise<[Connection, Connection]> {
  const [listener] = await listenTls(0, { ...certificate, ...asked }, { hostname: "127.0.0.1" });
  using server = listener!;
  const accepted = server.accept();
  const to = { hostname: "127.0.0.1", port: server.address.port };
  const client = await dialTls(to, { ca: certificate.cert });
  return [await accepted, client];
}

for (const [kind, asked] of KINDS) {
  for (const reader of ["server", "client"] as const) {
    Deno.test({
      name: `TLS tells the end to a ${reader} that was slow to read, with ${kind} server`,
      fn: async () => {
        for (const size of [1, 100_000, 200_000, 1_000_000]) {
          const [server, client] = await pair(asked);
          using reads = reader === "server" ? server : client;
          using writes = reader === "server" ? client : server;
          const written = writes.write(new Uint8Array(size)).then(() => writes.closeWrite());
          // What the system's buffers hold is on its way before the first read.
          await Promise.race([written, new Promise((resolve) => setTimeout(resolve, 300))]);
          assertEquals((await readAll(reads)).length, size);
          await written;
        }
      },
    });

    Deno.test({
      name: `TLS makes the peer of a ${reader} that does not read wait, with ${kind} server`,
      fn: async () => {
        const [server, client] = await pair(asked);
        using _reads = reader === "server" ? server : client;
        using writes = reader === "server" ? client : server;
        const piece = new Uint8Array(1 << 20);
        let taken = 0;
        const writing = (async () => {
          for (; taken < 100; taken++) await writes.write(piece);
        })().catch(() => {/* closed below */});
        // It waits for ever, once the buffers of both sides are full.
        let before = -1;
        while (taken > before) {
          before = taken;
          await new Promise((resolve) => setTimeout(resolve, 500));
        }
        assert(taken < 50, `${taken} MiB were taken from a peer that nobody reads`);
        writes.close();
        await writing;
      },
    });
  }
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
