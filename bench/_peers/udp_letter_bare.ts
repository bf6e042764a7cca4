/**
 * The cost of the runtime itself for datagrams: a receive and a send in one loop, and nothing in
 * between. Used as `deno run --allow-net --unstable-net udp_letter_bare.ts PORT`.
 */
const port = Number(Deno.args[0]);
const socket = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port });
const [buffer, letter] = [new Uint8Array(65_536), new TextEncoder().encode("T")];
while (true) {
  const [, from] = await socket.receive(buffer);
  await socket.send(letter, from);
}
