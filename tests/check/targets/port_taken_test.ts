import { assertEquals, assertRejects } from "@std/assert";
import { ProgramTarget } from "../../../mod/check/targets/program_target.ts";
import { MessageError } from "../../../mod/i18n/message_error.ts";
import { listen } from "../../../mod/net/tcp/listen.ts";
import { listenDatagrams } from "../../../mod/net/udp/datagram_socket.ts";

const { signal } = new AbortController();

for (const transport of ["tcp", "udp"] as const) {
  Deno.test(`a program is not started where another one has its port: it would be checked in its place (${transport})`, async () => {
    const open = transport === "tcp" ? listen : listenDatagrams;
    const sockets = await open(0, { hostname: "127.0.0.1" });
    const { port } = sockets[0]!.address;
    try {
      await using target = new ProgramTarget({
        words: [Deno.execPath(), "--version"],
        endpoint: { hostname: "localhost", port },
        transport,
        signal,
      });
      await assertRejects(() => target.ready(true), MessageError, `port ${port} is taken already`);
      assertEquals(target.program, undefined);
    } finally {
      for (const socket of sockets) socket.close();
    }
  });
}
