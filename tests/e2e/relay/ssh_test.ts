import { assertEquals } from "@std/assert";
import { startOnFreePort } from "../../_kit/net/free_port.ts";
import { isInstalled } from "../../_kit/program/is_installed.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { netlab } from "../../_kit/program/netlab.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { Relay, relay } from "../../_kit/program/relay.ts";
import { SshServer } from "../../_kit/peers/ssh_server.ts";

/** A test with an SSH server of its own, which only root can start. */
function sshTest(name: string, fn: (server: SshServer) => Promise<void>): void {
  if (isInstalled("ssh") && Deno.build.os === "linux" && Deno.uid() !== 0) {
    return Deno.test({ name: `${name} (skipped: sshd needs root)`, ignore: true, fn: () => {} });
  }
  peerTest(name, ["ssh", "ssh-keygen", "sshd"], async () => {
    await using server = await SshServer.start();
    await fn(server);
  });
}

sshTest("relay is ssh's ProxyCommand", async (server) => {
  const [command, args] = netlab("relay", "-", "TCP:%h:%p");
  const proxy = `ProxyCommand=${[command, ...args].join(" ")}`;
  const words = [...server.client("-o", proxy), "head -c 1000000 /dev/zero | wc -c"];
  const ended = await runCommand("ssh", words);
  assertEquals([ended.code, ended.stdout.trim()], [0, "1000000"], ended.stderr);
});

sshTest("relay runs a program on another computer through ssh", async (server) => {
  const words = ["ssh", ...server.client(), "tr a-z A-Z"].join(" ");
  const ended = await relay(["-t", "30", `EXEC:${words}`, "-"], "far away\n");
  assertEquals([ended.code, ended.stdout], [0, "FAR AWAY\n"], ended.stderr);
});

sshTest(
  "relay's SOCKS4, SOCKS4A and SOCKS5 go through ssh -D, the first bytes with the reply",
  async (server) => {
    await using target = await Relay.start("TCP4-LISTEN:0,bind=127.0.0.1,fork", "SYSTEM:echo first; cat");
    const { child: tunnel, port } = await startOnFreePort("ssh", (port) => {
      return server.client("-N", "-o", "ExitOnForwardFailure=yes", "-D", `127.0.0.1:${port}`);
    });
    try {
      for (
        const way of [
          "SOCKS4:127.0.0.1:127.0.0.1",
          "SOCKS4A:127.0.0.1:localhost",
          "SOCKS5:127.0.0.1:localhost",
        ]
      ) {
        const address = `${way}:${target.port},socksport=${port}`;
        const ended = await relay(["-t", "30", "-", address], "second\n");
        assertEquals([ended.code, ended.stdout], [0, "first\nsecond\n"], `${way}\n${ended.stderr}`);
      }
    } finally {
      tunnel.kill();
      await tunnel.status;
    }
  },
);
