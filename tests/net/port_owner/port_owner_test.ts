import { assertEquals } from "@std/assert";
import { ownerInProc } from "../../../mod/net/port_owner/owner_in_proc.ts";
import { lsofOwner, netstatPid, tasklistName } from "../../../mod/net/port_owner/owner_in_text.ts";
import { findPortOwner } from "../../../mod/net/port_owner/port_owner.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { runCommand } from "../../_kit/program/run.ts";

Deno.test("lsofOwner() reads a process out of lsof's fields", () => {
  assertEquals(lsofOwner("p4711\ncpython3\nf3\n"), { pid: 4711, name: "python3" });
  assertEquals(lsofOwner("p4711\ncGoogle Chrome H\nf21\nf22\np4712\ncother\nf3\n"), {
    pid: 4711,
    name: "Google Chrome H",
  });
  assertEquals(["", "lsof: no such file\n", "p4711\n"].map(lsofOwner), [undefined, undefined, undefined]);
});

const NETSTAT = `
Active Connections

  Proto  Local Address          Foreign Address        State           PID
  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1044
  TCP    0.0.0.0:8765           0.0.0.0:0              LISTENING       4711
  TCP    127.0.0.1:8766         127.0.0.1:8765         ESTABLISHED     5000
  TCP    127.0.0.1:8767         127.0.0.1:49700        TIME_WAIT       0
  TCP    [::1]:8768             [::]:0                 LISTENING       4712
  UDP    0.0.0.0:8769           *:*                                    4713
`.replaceAll("\n", "\r\n");

const NETSTAT_IN_GERMAN = `
Aktive Verbindungen

  Proto  Lokale Adresse         Remoteadresse          Status           PID
  TCP    127.0.0.1:8765         0.0.0.0:0              ABHÖREN         4711
`;

/** What wine prints has no numbers of processes. */
const NETSTAT_OF_WINE = `
Active Connections

  Proto  Local Address          Foreign Address        State
  TCP    127.0.0.1:8765         0.0.0.0:0              LISTENING
`;

Deno.test("netstatPid() finds who listens, in any language", () => {
  const pids = [8765, 8766, 8767, 8768, 8769, 65, 765].map((port) => netstatPid(NETSTAT, port));
  assertEquals(pids, [4711, undefined, undefined, 4712, undefined, undefined, undefined]);
  assertEquals(netstatPid(NETSTAT_IN_GERMAN, 8765), 4711);
  assertEquals(netstatPid(NETSTAT_OF_WINE, 8765), undefined);
});

Deno.test("tasklistName() finds a process by its number", () => {
  const text = '"System Idle Process","0","Services","0","8 K"\r\n' +
    '"python.exe","4711","Console","1","12,345 K"\r\n';
  assertEquals([0, 4711, 4712].map((pid) => tasklistName(text, pid)), [
    "System Idle Process",
    "python.exe",
    undefined,
  ]);
  assertEquals(
    tasklistName("INFO: No tasks are running which match the specified criteria.\r\n", 1),
    undefined,
  );
});

peerTest("a process that listens is found by lsof as it is in /proc", ["lsof"], async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  const { stdout } = await runCommand("lsof", [
    "-nP",
    "+c",
    "15",
    `-iTCP:${port}`,
    "-sTCP:LISTEN",
    "-Fpc",
  ]);
  const owner = lsofOwner(stdout);
  assertEquals(owner?.pid, Deno.pid);
  if (Deno.build.os !== "linux") return;
  assertEquals(ownerInProc(port), owner);
  assertEquals(findPortOwner(port, "linux"), owner);
  assertEquals(findPortOwner(port, "darwin"), owner);
});
