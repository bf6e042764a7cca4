import { BadClient } from "../../_kit/clients/bad_client.ts";
import type { Fault } from "../../_kit/fault.ts";

export default {
  name: "archive ranges",
  about:
    "many small parts of the folder's zip, asked for again and again, several times in a row, by clients that leave before they come",
  appliesTo: (server) => server.address("http") !== undefined,
  async inject(server, { random, pause }) {
    for (let round = 0; round < 10; round++) {
      using held = new DisposableStack();
      for (let i = 0; i < 10; i++) {
        const client = await BadClient.connect(server.address("http")!);
        if (client === undefined) continue;
        held.use(client);
        const first = random.integer(1_000_000);
        const parts = Array.from({ length: 64 }, (_, at) => `${first + 50 * at}-${first + 50 * at}`).join(
          ",",
        );
        const kind = random.integer(4) === 0 ? "tar.gz" : "zip";
        const range = random.integer(3) === 0 ? "-200" : parts;
        const request = `GET /?${kind} HTTP/1.1\r\nhost: localhost\r\nrange: bytes=${range}\r\n\r\n`;
        await client.write(request.repeat(1 + random.integer(5)));
      }
      await pause(random.integer(500));
    }
  },
} satisfies Fault;
