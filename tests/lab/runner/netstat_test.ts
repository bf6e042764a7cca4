import { assert, assertEquals } from "@std/assert";
import { netstatRows, netstatTable } from "../../../mod/lab/runner/netstat.ts";
import { socketsOn } from "../../../mod/lab/runner/open_sockets.ts";

const MACOS = `Active Internet connections (including servers)
Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)    
tcp4       7      0  127.0.0.1.8765         127.0.0.1.52001        ESTABLISHED
tcp4       0      0  127.0.0.1.52001        127.0.0.1.8765         FIN_WAIT_2 
tcp4       0      0  127.0.0.1.8765         *.*                    LISTEN     
tcp46      0      0  *.8766                 *.*                    LISTEN     
tcp6       0      0  ::1.8766               ::1.52002              CLOSE_WAIT 
tcp4       0      0  127.0.0.1.9999         *.*                    LISTEN     
udp4       0      0  127.0.0.1.8765         *.*                               
`;

const WINDOWS = `
Aktive Verbindungen

  Proto  Lokale Adresse         Remoteadresse          Status
  TCP    127.0.0.1:8765         0.0.0.0:0              ABHÖREN
  TCP    127.0.0.1:52001        127.0.0.1:8765         SYN_RECEIVED
  TCP    [::1]:8766             [::1]:52002            ESTABLISHED
  TCP    127.0.0.1:9999         0.0.0.0:0              ABHÖREN
  UDP    127.0.0.1:8765         *:*
`.replaceAll("\n", "\r\n");

const PORTS = new Set([8765, 8766]);

Deno.test("netstatRows() reads the netstat of macOS", () => {
  assertEquals(
    netstatRows(MACOS, PORTS).map(({ local, remote, state, waiting }) => [local, remote, state, waiting]),
    [
      ["127.0.0.1:8765", "*:*", "LISTEN", 0],
      ["*:8766", "*:*", "LISTEN", 0],
      ["127.0.0.1:8765", "127.0.0.1:52001", "ESTABLISHED", 7],
      ["127.0.0.1:52001", "127.0.0.1:8765", "FIN_WAIT2", 0],
      ["::1:8766", "::1:52002", "CLOSE_WAIT", 0],
    ],
  );
});

Deno.test("netstatRows() reads the netstat of Windows, in any language, and shows no queue that it does not know", () => {
  const rows = netstatRows(WINDOWS, PORTS);
  assertEquals(rows.map(({ local, state }) => [local, state]), [
    ["127.0.0.1:8765", "LISTEN"],
    ["127.0.0.1:52001", "SYN_RECV"],
    ["[::1]:8766", "ESTABLISHED"],
  ]);
  assertEquals(
    netstatTable(rows, () => "server")[1],
    "tcp    -       127.0.0.1:8765   0.0.0.0:*        LISTEN       server",
  );
});

Deno.test("socketsOn() shows the sockets of this machine", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  using _client = await Deno.connect({ hostname: "127.0.0.1", port });
  const rows = await socketsOn(new Set([port]));
  assert(rows.some(({ remote, state }) => remote === `127.0.0.1:${port}` && state === "ESTABLISHED"));
  // Under wine, netstat knows no sockets that listen.
  if (Deno.build.os === "linux") assertEquals(rows[0]?.state, "LISTEN");
});
