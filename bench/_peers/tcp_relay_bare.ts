/**
 * The cost of the runtime itself for connections that are passed on: a read and a write in a loop for each
 * direction, and nothing else. Used as `deno run --allow-net tcp_relay_bare.ts PORT TO BUFFER`.
 */
const hostname = "127.0.0.1";
const [port, to, size] = Deno.args.map(Number);
for await (const client of Deno.listen({ hostname, port: port! })) relay(client);

async function relay(client: Deno.Conn): Promise<void> {
  using _client = client;
  using server = await Deno.connect({ hostname, port: to! });
  await Promise.race([pass(client, server), pass(server, client)]);
}

async function pass(from: Deno.Conn, to: Deno.Conn): Promise<void> {
  const buffer = new Uint8Array(size!);
  try {
    for (let length = await from.read(buffer); length !== null; length = await from.read(buffer)) {
      for (let sent = 0; sent < length;) sent += await to.write(buffer.subarray(sent, length));
    }
  } catch {
    // One of both has left.
  }
}
