import type { Fault } from "../../_kit/fault.ts";

export default {
  name: "odd datagrams",
  about:
    "empty ones, the largest there are, binary ones, answers as questions, from senders that are gone at once",
  appliesTo: (server) => server.addresses.some(([, address]) => address.transport === "udp"),
  async inject(server, { random }) {
    const address = server.addresses.find(([, each]) => each.transport === "udp")![1];
    const odd = [new Uint8Array(), new Uint8Array(65_000), random.bytes(1000), new TextEncoder().encode("T")];
    for (let count = 0; count < 40; count++) {
      const socket = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port: 0 });
      await socket.send(random.pick(odd), address as Deno.NetAddr).catch(
        () => {/* refused: nobody is there right now */},
      );
      socket.close();
    }
  },
} satisfies Fault;
