import { assertRejects } from "@std/assert";
import { abortiveClose, openAbortiveCloser } from "../../../mod/net/tcp/abortive_close.ts";
import { selfSigned } from "../../../mod/net/tls/certificate.ts";
import { listenNatively } from "../../../mod/net/tls/native_server.ts";
import { secureNatively } from "../../../mod/net/tls/native_client.ts";
import { TlsError } from "../../../mod/net/tls/tls_error.ts";
import { until } from "../../_kit/until.ts";
import { testOn } from "../../_kit/test_on.ts";

const LINUX = ["linux"] as const;
const WHY = "a connection is broken off through the C library of Linux";

testOn(
  LINUX,
  WHY,
  "a TLS client that is turned away before its handshake is broken off, and not left in it",
  async () => {
    using abortiveCloser = openAbortiveCloser();
    const tls = await selfSigned(["localhost"], Date.now());
    const [listener] = await listenNatively(0, tls, { hostname: "127.0.0.1", abortiveCloser });
    using server = listener!;
    const { port } = server.address;
    const accepted = server.accept();
    using client = await Deno.connectTls({ hostname: "127.0.0.1", port, caCerts: [tls.cert] });
    const connection = await accepted;
    connection.close();
    connection.close();
    await assertRejects(() => client.handshake());
    const silent = server.accept();
    using other = await Deno.connect({ hostname: "127.0.0.1", port });
    (await silent).close();
    await assertRejects(() => other.read(new Uint8Array(1)), Deno.errors.ConnectionReset);
  },
);

testOn(LINUX, WHY, "secureNatively() hears of a peer that has broken off before TLS begins", async () => {
  using closer = openAbortiveCloser()!;
  using server = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const socket = await Deno.connect({ hostname: "127.0.0.1", port: server.addr.port });
  using accepted = await server.accept();
  abortiveClose(accepted, closer);
  // Gone, it has no peer any more.
  await until(() => closer.unacknowledged(socket) === undefined);
  await assertRejects(() => secureNatively(socket, {}, undefined, closer), TlsError);
});
