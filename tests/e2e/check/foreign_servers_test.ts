/* files get and files put with servers that we did not write. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { FileStore } from "npm:@tus/file-store@2.1.1";
import { Server as TusServer } from "npm:@tus/server@2.4.5";
import { freePort, startOnFreePort } from "../../_kit/net/free_port.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { run, runCommand } from "../../_kit/program/run.ts";
import { noise } from "../../_kit/noise.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/** Another program that serves, for the length of a test. */
async function serving(
  command: string,
  args: (port: number) => string[],
): Promise<{ port: number } & AsyncDisposable> {
  const { child, port } = await startOnFreePort(command, args);
  return {
    port,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await child.status;
    },
  };
}

/** A certificate for 127.0.0.1 that nobody has signed but itself. */
async function certificate(temp: TempFolder): Promise<{ cert: string; key: string }> {
  const [cert, key] = [`${temp.path}/cert.pem`, `${temp.path}/key.pem`];
  const made = await runCommand("openssl", [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"],
    ...[
      "-subj",
      "/CN=test",
      "-addext",
      "subjectAltName=IP:127.0.0.1",
      "-addext",
      "basicConstraints=CA:FALSE",
    ],
    ...["-keyout", key, "-out", cert],
  ]);
  assertEquals(made.code, 0, made.stderr);
  return { cert, key };
}

function get(...args: string[]): Promise<{ code: number; stderr: string; stdout: string }> {
  return run(["files", "get", ...args]);
}

peerTest("files get fetches from Python's server", ["python3"], async () => {
  using temp = new TempFolder();
  const content = noise(3_000_000);
  temp.write("www/a b.bin", content);
  temp.write("www/empty", "");
  const args = ["-m", "http.server", "--bind", "127.0.0.1", "--directory", `${temp.path}/www`];
  await using server = await serving("python3", (port) => [...args, String(port)]);
  const url = `http://127.0.0.1:${server.port}`;
  const got = await get(`${url}/a%20b.bin`, `${url}/empty`, "-o", temp.path, "-j", "3");
  assertEquals(got.code, 0, got.stderr);
  assertEquals([Deno.readFileSync(`${temp.path}/a b.bin`), Deno.statSync(`${temp.path}/empty`).size], [
    content,
    0,
  ]);
  const none = await get(`${url}/none`, "-o", temp.path);
  assertStringIncludes(none.stderr, "The server answers 404");
});

peerTest("files get fetches from nginx: parts, TLS, passwords, redirects", ["nginx", "openssl"], async () => {
  using temp = new TempFolder();
  const content = noise(5_000_000);
  temp.write("www/a.bin", content);
  temp.write("www/b.txt", "text ".repeat(2000));
  temp.write("passwords", "ann:{PLAIN}pw\n");
  const { cert, key } = await certificate(temp);
  const secure = freePort();
  const folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((what) =>
    `${what}_temp_path ${temp.path}/${what};`
  );
  const conf = (plain: number) =>
    temp.write(
      "nginx.conf",
      `daemon off; pid ${temp.path}/pid; error_log /dev/null; worker_processes 1; user root; events {}
    http { access_log off; ${
        folders.join(" ")
      } root ${temp.path}/www; gzip on; gzip_min_length 1; gzip_types *;
      server { listen 127.0.0.1:${plain}; location / { } location /to { return 301 https://127.0.0.1:${secure}/a.bin; }
        location /loop { return 302 /loop; } }
      server { listen 127.0.0.1:${secure} ssl http2; ssl_certificate ${cert}; ssl_certificate_key ${key};
        location / { } location /in/ { alias ${temp.path}/www/; auth_basic "in"; auth_basic_user_file ${temp.path}/passwords; } } }`,
    );
  await using server = await serving("nginx", (port) => ["-c", conf(port)]);
  const plain = server.port;
  const [http, https] = [`http://127.0.0.1:${plain}`, `https://127.0.0.1:${secure}`];
  const out = ["-o", `${temp.path}/got`, "-f"];
  for (
    const from of [[`${http}/a.bin`], [`${http}/a.bin`, "-j", "4"], [
      `${https}/a.bin`,
      "--cacert",
      cert,
      "-j",
      "3",
    ]]
  ) {
    const { code, stderr } = await get(...from, ...out);
    assertEquals([code, Deno.readFileSync(`${temp.path}/got`)], [0, content], stderr);
  }
  // Asked for no compression, nginx does none.
  assertEquals((await get(`${http}/b.txt`, ...out)).code, 0);
  assertEquals(Deno.statSync(`${temp.path}/got`).size, 10_000);
  assertEquals((await get(`${http}/to`, "--cacert", cert, ...out)).code, 0);
  assertEquals(Deno.readFileSync(`${temp.path}/got`), content);
  const loop = await get(`${http}/loop`, ...out);
  assertStringIncludes(loop.stderr, "from one address to the next without end");
  const stranger = await get(`${https}/a.bin`, ...out);
  assertStringIncludes(stranger.stderr, "its certificate is not trusted");
  const plainly = await get(`https://127.0.0.1:${plain}/a.bin`, ...out);
  assertStringIncludes(plainly.stderr, "it does not speak TLS");
  const locked = await get(`${https}/in/a.bin`, "--cacert", cert, ...out);
  assertStringIncludes(locked.stderr, "The server answers 401");
  const env = { NETLAB_AUTH: "ann:pw" };
  const open = await run(["files", "get", "--auth", `${https}/in/a.bin`, "--cacert", cert, ...out], { env });
  assertEquals(open.code, 0, open.stderr);
});

peerTest("files get takes what ends with the connection from openssl s_server", ["openssl"], async () => {
  using temp = new TempFolder();
  const content = "x".repeat(300_000);
  temp.write("a.txt", content);
  const { cert, key } = await certificate(temp);
  const args = ["s_server", "-WWW", "-quiet", "-cert", cert, "-key", key, "-accept"];
  const inFolder = 'cd "$0" && exec openssl "$@"';
  await using server = await serving("sh", (port) => ["-c", inFolder, temp.path, ...args, String(port)]);
  const url = `https://127.0.0.1:${server.port}/a.txt`;
  const { code, stdout, stderr } = await get(url, "--cacert", cert, "-o", "-");
  assertEquals([code, stdout.length], [0, content.length], stderr);
});

Deno.test("files put and files get work with the tus server of tus.io, broken off or not", async () => {
  using temp = new TempFolder();
  const content = noise(4_000_000);
  const path = temp.write("a.bin", content);
  Deno.mkdirSync(`${temp.path}/store`);
  let breaks = 2;
  const server = new TusServer({
    path: "/files",
    relativeLocation: true,
    datastore: new FileStore({ directory: `${temp.path}/store` }),
  });
  const listening = server.listen({ host: "127.0.0.1", port: 0 });
  await new Promise((heard) => listening.once("listening", heard));
  listening.prependListener(
    "request",
    (request: { method?: string; destroy(): void; socket: { destroy(): void } }) => {
      if (request.method === "PATCH" && breaks-- > 0) request.socket.destroy();
    },
  );
  const { port } = listening.address() as { port: number };
  const put = await run(["files", "put", path, `http://127.0.0.1:${port}/files/`], {
    env: { TMPDIR: temp.path },
  });
  assertEquals(put.code, 0, put.stderr);
  const [name] = [...Deno.readDirSync(`${temp.path}/store`)].map(({ name }) => name).filter((each) =>
    !each.endsWith(".json")
  );
  assertEquals(Deno.readFileSync(`${temp.path}/store/${name}`), content);
  // Before Deno 2.9, node:http breaks nothing off when a listener destroys the socket of a request.
  if (Number(Deno.version.deno.split(".")[1]) >= 9) assertStringIncludes(put.stderr, "trying again");
  // HEAD is tus to this server, GET is the web's.
  const got = await get(`http://127.0.0.1:${port}/files/${name}`, "-o", "-", "--max-size", "5MB");
  assertEquals(got.code, 0, got.stderr);
  listening.closeAllConnections();
  await new Promise((closed) => listening.close(closed));
});
