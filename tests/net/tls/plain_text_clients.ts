import { assertEquals } from "@std/assert";
import { selfSigned } from "../../../mod/net/tls/certificate.ts";
import { dialTls } from "../../../mod/net/tls/dial_tls.ts";
import { listenTls } from "../../../mod/net/tls/listen_tls.ts";
import { readAll } from "../../_kit/net/read_all.ts";

/*
A program of its own: whose connection a descriptor is, is found out by the numbers around the lowest that is free, so
somebody who opens and closes others meanwhile may keep a client from its answer.
*/

const certificate = await selfSigned(["localhost", "127.0.0.1"], Date.now());

let told = 0;
for (const hostname of ["127.0.0.1", "::1", "127.0.0.1", "::1"]) {
  const seen: string[] = [];
  const plainTextAnswer = (beginning: Uint8Array) => {
    seen.push(new TextDecoder().decode(beginning));
    return beginning[0] === "!".charCodeAt(0) ? undefined : new TextEncoder().encode(`${beginning.length}`);
  };
  const [listener] = await listenTls(0, { ...certificate, plainTextAnswer }, { hostname });
  using server = listener!;
  const { port } = server.address;
  // All have said what they say before the first of them is accepted.
  const texts = ["! what", ...Array.from({ length: 50 }, (_, at) => `GET /${"x".repeat(at)}`)];
  const clients = await Promise.all(texts.map(async (text) => {
    const client = await Deno.connect({ hostname, port });
    await client.write(new TextEncoder().encode(text));
    return client;
  }));
  const dialled = dialTls({ hostname, port }, { ca: certificate.cert, peerName: "localhost" });
  using served = await server.accept();
  using _client = await dialled;
  assertEquals(served.remote.transport, "tcp");
  const [alert, ...answers] = await Promise.all(clients.map(readAll));
  for (const client of clients) client.close();
  assertEquals(alert!.slice(0, 2), "\x15\x03");
  assertEquals(answers, texts.slice(1).map((text) => `${text.length}`));
  assertEquals(seen.toSorted(), texts.toSorted());
  told += answers.length;
}
console.log(`${told} of 200 were answered`);
