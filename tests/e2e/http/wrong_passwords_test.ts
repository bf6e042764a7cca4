import { assert, assertEquals, assertMatch } from "@std/assert";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
import { run } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { webAddress } from "../../_kit/web/web_address.ts";
import { curl, curlStatus } from "../../_kit/web/curl.ts";

function serve(temp: TempFolder, auth: string, ...options: string[]): Promise<Server> {
  return Server.start(
    ["files", "serve", "--dir", temp.path, "--host", "127.0.0.1", "--http-port", "0", "--auth", ...options],
    { env: { NETLAB_AUTH: auth } },
  );
}

/**
 * Statuses of requests with these passwords, all in one go over one connection, from an address of this
 * machine.
 */
async function pipelined(
  url: string,
  user: string,
  passwords: string[],
  from: string,
): Promise<Record<string, number>> {
  const { port } = new URL(url);
  const heads = passwords.map((password, at) =>
    `GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: ${from}\r\nAuthorization: Basic ${
      btoa(`${user}:${password}`)
    }\r\n` +
    `${at === passwords.length - 1 ? "Connection: close\r\n" : ""}\r\n`
  );
  using conn = await Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
  const answer = new Response(conn.readable).text();
  await conn.write(new TextEncoder().encode(heads.join("")));
  const statuses = [...(await answer).matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map((match) => match[1]!);
  return Object.fromEntries(
    Object.entries(Object.groupBy(statuses, String)).map(([status, all]) => [status, all!.length]),
  );
}

peerTest(
  "wrong passwords count by the client that a trusted proxy names, pipelined ones each",
  ["curl"],
  async () => {
    using temp = new TempFolder();
    await using server = await serve(temp, "zoé:пароль", "--trust-proxy", "loopback");
    const url = await webAddress(server);
    const wrong = (count: number) => Array.from({ length: count }, (_, at) => `wrong ${at}`);
    const right = (from: string) => curlStatus("-u", "zoé:пароль", "-H", `X-Forwarded-For: ${from}`, url);
    assertEquals(await pipelined(url, "me", wrong(300), "2001:db8::1"), { 401: 10, 429: 290 });
    assertEquals(await right("2001:db8::ffff:1"), 429);
    assertEquals(await right("2001:db8:0:1::1"), 200);
    const refused = await curl(["-si", "-u", "me:x", "-H", "X-Forwarded-For: 2001:db8::1", url]);
    assert(Number(/^retry-after: (\d+)/im.exec(refused)![1]) >= 1);
    // His neighbour guesses on; he is let in all the same.
    await pipelined(url, "me", wrong(50), "2001:db8:0:1::2");
    assertEquals(await right("2001:db8:0:1::1"), 200);
    await pipelined(url, "zo\u00c3\u00a9", wrong(5), "2001:db8:0:1::2");
    assertEquals(await right("2001:db8:0:1::1"), 200);
  },
);

Deno.test("--auth wants a name and a password", async () => {
  using temp = new TempFolder();
  for (const option of ["auth", "upload-auth"]) {
    const variable = option === "auth" ? "NETLAB_AUTH" : "NETLAB_UPLOAD_AUTH";
    for (const secret of [":", "me:", ":secret"]) {
      const args = ["files", "serve", "0", "--dir", temp.path, "--http-port", "0", "--upload", `--${option}`];
      const { code, stderr } = await run(args, { env: { [variable]: secret } });
      assertEquals(code, 2, stderr);
      assertMatch(stderr, new RegExp(`--${option} needs a name and a password, and neither may be empty`));
    }
  }
});
