import { BadClient } from "../../_kit/clients/bad_client.ts";
import type { Fault } from "../../_kit/fault.ts";

const HOST = "host: localhost\r\n";
const CHUNKED = `PUT /odd HTTP/1.1\r\n${HOST}transfer-encoding: chunked\r\n\r\n`;

/** Requests that a server has to refuse or answer in few bytes, however much they cost to send. */
const REQUESTS: readonly string[] = [
  `GET /big.bin HTTP/1.1\r\n${HOST}range: bytes=${ranges(5000)}\r\n\r\n`,
  `GET /big.bin HTTP/1.1\r\n${HOST}range: bytes=${ranges(64)}\r\n\r\n`,
  `GET /big.bin HTTP/1.1\r\n${HOST}range: bytes=99999999999999999999-\r\n\r\n`,
  `GET /${"a/".repeat(20_000)} HTTP/1.1\r\n${HOST}\r\n`,
  `GET / HTTP/1.1\r\n${HOST}${"x: y\r\n".repeat(5000)}\r\n`,
  `GET /?q=${"a".repeat(4000)} HTTP/1.1\r\n${HOST}\r\n`,
  `GET / HTTP/1.1\r\n${HOST}upgrade: websocket, h2c\r\nconnection: upgrade\r\n\r\n`.repeat(50),
  `PUT /odd HTTP/1.1\r\n${HOST}expect: 100-continue\r\ncontent-length: 99999999999999\r\n\r\n`,
  `PUT /odd HTTP/1.1\r\n${HOST}content-length: 5\r\ncontent-length: 6\r\n\r\nabcdef`,
  `PUT /odd HTTP/1.1\r\n${HOST}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
  `${CHUNKED}ffffffffffffffff\r\n`,
  `${CHUNKED}1;${"x".repeat(100_000)}\r\n`,
  CHUNKED + "1\r\na\r\n".repeat(2000) + `0\r\n${"t: t\r\n".repeat(2000)}\r\n`,
  `POST / HTTP/1.1\r\n${HOST}content-type: multipart/form-data; boundary=b\r\ncontent-length: 20000\r\n\r\n` +
  `--b\r\n${"x: y\r\n".repeat(3000)}`,
  `${CHUNKED}0\r\n\r\nGET / HTTP/9.9\r\n\r\n`,
];

export default {
  name: "odd requests",
  about:
    "HTTP that asks for much or means two things: thousands of ranges, fields and chunks, two lengths, no end",
  appliesTo: (server) => server.address("http") !== undefined,
  async inject(server, { random, pause }) {
    using held = new DisposableStack();
    for (const request of [...REQUESTS, ...REQUESTS].sort(() => random.integer(3) - 1)) {
      const client = await BadClient.connect(server.address("http")!);
      if (client === undefined) continue;
      held.use(client);
      await Promise.race([client.write(request), pause(500)]);
    }
    await pause(1000);
  },
} satisfies Fault;

function ranges(count: number): string {
  return Array.from({ length: count }, (_, at) => `${at * 3}-${at * 3}`).join(",");
}
