import { assertEquals } from "@std/assert";
import { parseSocketTable } from "../../../mod/net/port_owner/socket_table.ts";
import { AllSockets } from "../../../mod/lab/watch/tracker/all_sockets.ts";
import { seeQueues, type TableRow } from "../../../mod/lab/watch/tracker/socket_queues.ts";

/** `/proc/net/tcp6` of a server for both families: one client is served, one waits; and a client over IPv6. */
const TABLE =
  `  sl  local_address                         remote_address                        st tx_queue rx_queue tr
   0: 00000000000000000000000000000000:4952 00000000000000000000000000000000:0000 0A 00000000:00000001 00:00000000 00000000     0        0 700 1 0 100 0 0 10 0
   1: 0000000000000000FFFF00000100007F:4952 0000000000000000FFFF00000100007F:8E5A 01 00000002:00000007 00:00000000 00000000     0        0 701 1 0 100 0 0 10 0
   2: 0000000000000000FFFF00000100007F:4952 0000000000000000FFFF00000100007F:8E5C 08 00000000:00000005 00:00000000 00000000     0        0 0 1 0 100 0 0 10 0
   3: 00000000000000000000000001000000:8E60 00000000000000000000000001000000:0050 02 00000001:00000000 00:00000000 00000000     0        0 702 1 0 100 0 0 10 0
   4: rubbish
`;

const ROWS: TableRow[] = parseSocketTable(TABLE, "tcp").map((row) => ({ ...row, transport: "tcp" }));

Deno.test("a table of the kernel is read: both families, states, queues, numbers", () => {
  assertEquals(ROWS.map(({ transport: _, ...row }) => row), [
    { local: "[::]:18770", state: "listen", receive: 1, send: 0, inode: "700" },
    {
      local: "127.0.0.1:18770",
      remote: "127.0.0.1:36442",
      state: "established",
      receive: 7,
      send: 2,
      inode: "701",
    },
    {
      local: "127.0.0.1:18770",
      remote: "127.0.0.1:36444",
      state: "close-wait",
      receive: 5,
      send: 0,
      inode: "0",
    },
    { local: "[::1]:36448", remote: "[::1]:80", state: "syn-sent", receive: 0, send: 1, inode: "702" },
  ]);
});

Deno.test("rows find their sockets by ends and numbers; who waits to be accepted is nobody's socket yet", () => {
  const sockets = new AllSockets();
  const listener = sockets.make("s", "tcp", { local: "[::]:18770" });
  [listener.state, listener.limit] = ["listen", 50];
  sockets.make("s", "tcp", { local: "127.0.0.1:18770", remote: "127.0.0.1:36442" });
  const client = sockets.make("c", "tcp", { inode: "702" });
  const { queues, learned } = seeQueues(sockets.all, ROWS, 16);
  assertEquals(queues, [
    { socket: "s#1", local: "[::]:18770", state: "listen", receive: 0, send: 0, backlog: 1, limit: 16 },
    {
      socket: "s#2",
      local: "127.0.0.1:18770",
      remote: "127.0.0.1:36442",
      state: "established",
      receive: 7,
      send: 2,
    },
    { local: "127.0.0.1:18770", remote: "127.0.0.1:36444", state: "close-wait", receive: 5, send: 0 },
    { socket: "c#1", local: "[::1]:36448", remote: "[::1]:80", state: "syn-sent", receive: 0, send: 1 },
  ]);
  assertEquals(learned.map(({ socket, row }) => [socket, row.local]), [[client, "[::1]:36448"]]);
});
