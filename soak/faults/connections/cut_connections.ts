import type { Fault } from "../../_kit/fault.ts";

export default {
  name: "cut connections",
  about:
    "the kernel breaks off every connection of a server at once (ss --kill), as a firewall that forgot them does",
  appliesTo: (server) => ports(server.addresses).length > 0,
  missing: () => possible(),
  async inject(server, { pause }) {
    using _cut = server.outages.begin({ may: ["break"] });
    for (const port of ports(server.addresses)) await kill(port);
    await pause(500);
  },
} satisfies Fault;

function ports(
  addresses: readonly [unknown, { readonly transport: string; readonly port?: number }][],
): number[] {
  return addresses.flatMap(([, { transport, port }]) => transport === "tcp" && port ? [port] : []);
}

async function kill(port: number): Promise<void> {
  // Listening sockets stay
  const args = ["--kill", "--tcp", "--no-header", "state", "connected", "sport", "=", `:${port}`];
  await new Deno.Command("ss", { args, stdout: "null", stderr: "null" }).output();
}

/** A kernel may be made without it (CONFIG_INET_DIAG_DESTROY): a connection of our own tells. */
async function possible(): Promise<string | null> {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  using near = await Deno.connect({ hostname: "127.0.0.1", port: listener.addr.port });
  using far = await listener.accept();
  const ended = far.read(new Uint8Array(1)).catch(() => null);
  try {
    await kill(listener.addr.port);
  } catch {
    return "ss is not installed";
  }
  await near.write(Uint8Array.of(1)).catch(() => {/* broken off */});
  return await ended === null ? null : "the kernel breaks off no connections (ss --kill)";
}
