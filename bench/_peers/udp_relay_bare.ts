/**
 * The cost of the runtime itself for datagrams that are passed on: a receive and a send in a loop
 * for each direction, and a socket for each sender, which is never given back. Used as
 * `deno run --allow-net --unstable-net udp_relay_bare.ts PORT TO`.
 */
const [port, to] = Deno.args.map(Number);
const hostname = "127.0.0.1";
const shared = Deno.listenDatagram({ transport: "udp", hostname, port: port! });
const target: Deno.Addr = { transport: "udp", hostname, port: to! };
const sockets = new Map<number, Deno.DatagramConn>();
const buffer = new Uint8Array(65_536);
while (true) {
  const [bytes, from] = await shared.receive(buffer);
  await socketFor(from as Deno.NetAddr).send(bytes, target);
}

function socketFor(sender: Deno.NetAddr): Deno.DatagramConn {
  const known = sockets.get(sender.port);
  if (known !== undefined) return known;
  const socket = Deno.listenDatagram({ transport: "udp", hostname, port: 0 });
  sockets.set(sender.port, socket);
  passBack(socket, sender);
  return socket;
}

async function passBack(socket: Deno.DatagramConn, sender: Deno.NetAddr): Promise<void> {
  const buffer = new Uint8Array(65_536);
  while (true) await shared.send((await socket.receive(buffer))[0], sender);
}
