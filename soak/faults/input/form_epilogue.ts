import { BadClient } from "../../_kit/clients/bad_client.ts";
import type { Fault } from "../../_kit/fault.ts";

const BEGINNING = "--b\r\ncontent-disposition: form-data; name=field\r\n\r\nx\r\n--b--\r\n";
const PIECE = new Uint8Array(64 * 1024);

export default {
  name: "form epilogues",
  about:
    "forms that go on after their last boundary, as fast as anybody takes it, with a length and in chunks",
  appliesTo: (server) => server.address("http") !== undefined,
  async inject(server, { random, pause }) {
    const clients = Array.from({ length: 4 + random.integer(12) }, async () => {
      using client = await BadClient.connect(server.address("http")!);
      if (client === undefined) return;
      const fields = "host: localhost\r\ncontent-type: multipart/form-data; boundary=b\r\n";
      await client.write(`POST / HTTP/1.1\r\n${fields}content-length: 99999999999\r\n\r\n${BEGINNING}`);
      for (let sent = 0; sent < 512; sent++) if (!await client.write(PIECE)) return;
    });
    await Promise.race([Promise.all(clients), pause(5000)]);
  },
} satisfies Fault;
