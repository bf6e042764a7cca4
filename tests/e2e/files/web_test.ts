import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { delay } from "@std/async";
import { peerTest } from "../../_kit/peers/peer.ts";
import { netlab } from "../../_kit/program/netlab.ts";
import { Server } from "../../_kit/program/server.ts";
import { run, runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { noise } from "../../_kit/noise.ts";
import { webAddress } from "../../_kit/web/web_address.ts";
import { curl, curlStatus } from "../../_kit/web/curl.ts";
import { until } from "../../_kit/until.ts";

const LOCAL = ["--host", "127.0.0.1", "--http-port", "0"];

async function serving(
  dir: string,
  args: string[] = [],
  env: Record<string, string> = {},
): Promise<{ server: Server; url: string }> {
  const server = await Server.start(["files", "serve", "0", "--dir", dir, ...LOCAL, ...args], { env });
  return { server, url: await webAddress(server) };
}

peerTest("files serve speaks both protocols, the raw one first", ["curl"], async () => {
  using temp = new TempFolder();
  temp.write("a.txt", "hello");
  const { server, url } = await serving(temp.path, ["--hash"]);
  await using _server = server;
  assertMatch(server.lines.filter((line) => line.includes("listening on"))[0]!, /\(events\)$/);
  assertMatch(
    await server.line((line) => line.endsWith("(http)")),
    /listening on 127\.0\.0\.1:\d+ \(http\)$/,
  );
  assertEquals(await curl([`${url}/a.txt`]), "hello");
  await server.line((line) => /127\.0\.0\.1 "GET \/a\.txt" 5 bytes [\d.]+ s 200$/.test(line));
  const { code } = await run(["files", "get", `127.0.0.1:${server.port}`, "a.txt", "-o", `${temp.path}/got`]);
  assertEquals([code, Deno.readTextFileSync(`${temp.path}/got`)], [0, "hello"]);
  await server.line((line) =>
    line.includes("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")
  );
  assertEquals(await server.stop("SIGINT"), 0);
});

Deno.test("files serve --no-http speaks the raw protocol only", async () => {
  using temp = new TempFolder();
  await using server = await Server.start([
    "files",
    "serve",
    "0",
    "--dir",
    temp.path,
    "--host",
    "127.0.0.1",
    "--no-http",
  ]);
  assertEquals(await server.stop(), 0);
  assertEquals(server.lines.filter((line) => line.includes("listening on ")).length, 1);
  assertEquals((await run(["files", "serve", "0", "--no-http", "--upload-only"])).code, 2);
});

Deno.test("files serve takes another port when nobody asked for 8080 and it is taken", async () => {
  using temp = new TempFolder();
  let taken: Deno.Listener | undefined;
  try {
    taken = Deno.listen({ hostname: "127.0.0.1", port: 8080 });
  } catch {
    // Somebody else has it: that will do as well.
  }
  await using server = await Server.start(["files", "serve", "0", "--dir", temp.path, "--host", "127.0.0.1"]);
  await server.line((line) => line.includes("port 8080 is not free"));
  await server.line((line) => line.endsWith("(http)"));
  const asked = await run([
    "files",
    "serve",
    "0",
    "--dir",
    temp.path,
    "--host",
    "127.0.0.1",
    "--http-port",
    "8080",
  ]);
  assertEquals(asked.code, 1);
  assertStringIncludes(asked.stderr, "Cannot listen on port 8080");
  taken?.close();
});

peerTest(
  "files serve --auth takes the password from the environment, never from the command line",
  ["curl"],
  async () => {
    using temp = new TempFolder();
    temp.write("a.txt", "hello");
    const leaked = await run(["files", "serve", "0", "--auth", "me:secret"]);
    assertEquals([leaked.code, leaked.stderr.includes("secret")], [2, false]);
    const nowhere = await run(["files", "serve", "0", "--dir", temp.path, "--auth"]);
    assertEquals(nowhere.code, 2);
    const { server, url } = await serving(temp.path, ["--auth"], { NETLAB_AUTH: "me:sécret" });
    await using _server = server;
    assertEquals(server.ports.length, 1);
    assertEquals(await curlStatus(`${url}/a.txt`), 401);
    assertEquals(await curlStatus("-u", "me:wrong", `${url}/a.txt`), 401);
    assertEquals(await curlStatus("-u", "me:sécret", `${url}/a.txt`), 200);
  },
);

peerTest("files serve --tls makes a certificate and shows its fingerprint", ["curl", "openssl"], async () => {
  using temp = new TempFolder();
  temp.write("a.txt", "hello");
  const { server, url } = await serving(temp.path, ["--tls"]);
  await using _server = server;
  assertEquals(await curl(["-k", `${url}/a.txt`]), "hello");
  const address = url.replace("https://", "");
  const { stdout } = await runCommand("sh", [
    "-c",
    `openssl s_client -connect ${address} </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256`,
  ]);
  const shown = (await server.line((line) => line.includes("fingerprint"))).split(" ").at(-1)!;
  assertEquals(stdout.trim().split("=")[1], shown);
  const plain = url.replace("https:", "http:");
  if (Deno.build.os === "linux") {
    // On a busy machine, what a client says may come too late to be looked at.
    await until(async () => await curlStatus(`${plain}/a.txt`) === 400);
    await until(async () => await curlStatus("-I", `${plain}/a.txt`) === 400);
    const asked = [[], ["-H", "Accept-Language: fr"]].map((args) => [...args, `${plain}/a.txt?x`]);
    const sentences = ["This port speaks HTTPS: ask for", "Ce port parle HTTPS\u00a0: demandez"];
    for (const [at, args] of asked.entries()) {
      await until(async () => await curl(args) === `${sentences[at]} ${url}/a.txt?x\n`);
    }
  } else assertEquals(await curlStatus(plain), 0);
  assertEquals(await curl(["-k", `${url}/a.txt`]), "hello");
});

peerTest("files serve sends a download on that was killed at any point", ["curl"], async () => {
  using temp = new TempFolder();
  const content = noise(2_000_000);
  temp.write("a.bin", content);
  const { server, url } = await serving(temp.path, ["--client-rate", "2MB/s"]);
  await using _server = server;
  const got = `${temp.path}/got`;
  for (const time of ["0.05", "0.2", "0.4", "20"]) {
    await curl(["--max-time", time, "-C", "-", "-o", got, `${url}/a.bin`]);
  }
  assertEquals(Deno.readFileSync(got), content);
});

peerTest("files serve finishes a download when it is asked to stop", ["curl"], async () => {
  using temp = new TempFolder();
  const content = noise(1_500_000);
  temp.write("a.bin", content);
  const { server, url } = await serving(temp.path, ["--rate", "2MB/s"]);
  await using _server = server;
  const got = `${temp.path}/got`;
  const download = runCommand("curl", ["-sS", "-o", got, `${url}/a.bin`]);
  await until(() => Deno.stat(got).then(({ size }) => size > 0, () => false));
  assertEquals(await server.stop("SIGTERM"), 0);
  assertEquals((await download).code, 0);
  assertEquals(Deno.readFileSync(got), content);
});

peerTest("files serve --upload takes what curl sends", ["curl"], async () => {
  using temp = new TempFolder();
  using from = new TempFolder();
  const content = noise(3_000_000);
  const path = from.write("é a.bin", content);
  const { server, url } = await serving(temp.path, [
    "--upload",
    "--existing",
    "rename",
    "--max-upload",
    "5MB",
  ]);
  await using _server = server;
  assertEquals(await curlStatus("-T", path, `${url}/`), 201);
  assertEquals(await curlStatus("-F", `file=@${path}`, `${url}/`), 201);
  assertEquals(await curlStatus("-T", "-", `${url}/c`, "-H", "Expect:"), 201);
  assertEquals(temp.names(), ["c", "é a (1).bin", "é a.bin"]);
  assertEquals(Deno.readFileSync(`${temp.path}/é a (1).bin`), content);
  assertEquals(await curlStatus("-T", from.write("big", noise(6_000_000)), `${url}/`), 413);
  assertEquals(temp.names().length, 3);
});

peerTest(
  "files serve says so when the disk is full, and keeps nothing",
  ["curl", "mount", "umount"],
  async () => {
    using temp = new TempFolder();
    const disk = `${temp.path}/disk`;
    Deno.mkdirSync(disk);
    const mounted = await runCommand("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk]);
    if (mounted.code !== 0) return; // only the administrator may mount
    try {
      const big = temp.write("big", noise(3_000_000));
      const { server, url } = await serving(disk, ["--upload"]);
      await using _server = server;
      assertEquals(await curlStatus("-T", big, `${url}/`), 507);
      assertEquals(await curlStatus("-F", `f=@${big}`, `${url}/`), 507);
      assertEquals((await run(["files", "put", big, `${url}/`, "--retries", "0"])).code, 1);
      assertEquals([...Deno.readDirSync(disk)], []);
      assertEquals(await curlStatus("-T", temp.write("small", "fits"), `${url}/`), 201);
    } finally {
      await runCommand("umount", [disk]);
    }
  },
);

peerTest("files get says so when the disk is full", ["mount", "umount"], async () => {
  using temp = new TempFolder();
  const disk = `${temp.path}/disk`;
  Deno.mkdirSync(disk);
  temp.write("www/a.bin", noise(3_000_000));
  const mounted = await runCommand("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk]);
  if (mounted.code !== 0) return; // only the administrator may mount
  try {
    const { server, url } = await serving(`${temp.path}/www`);
    await using _server = server;
    for (const connections of ["1", "3"]) {
      const { code, stderr } = await run(["files", "get", `${url}/a.bin`, "-o", disk, "-j", connections]);
      assertEquals(code, 1);
      assertMatch(stderr, /^netlab files get: .*Cannot write ".*a\.bin\.part": the disk is full$/m);
      assertEquals(stderr.includes("trying again"), false);
    }
  } finally {
    await runCommand("umount", [disk]);
  }
});

/** Starts netlab and kills it, the hard way, when a part of the file is there. */
async function killOnceBegun(args: string[], env: Record<string, string>, folder: string): Promise<void> {
  const [command, first] = netlab(...args);
  const child = new Deno.Command(command, { args: first, env, stdin: "null", stdout: "null", stderr: "null" })
    .spawn();
  const begun = () =>
    [...Deno.readDirSync(folder)].some(({ name }) =>
      name.endsWith(".part") && sizeOf(`${folder}/${name}`) > 300_000
    );
  await until(begun);
  // Long enough for what has arrived to be noted, not long enough to be done.
  await delay(1100);
  child.kill("SIGKILL");
  assertEquals((await child.status).success, false);
}

/** The size of a file that may be gone by now, bytes. */
function sizeOf(path: string): number {
  try {
    return Deno.statSync(path).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}

Deno.test("files put and files get go on where they were killed", async () => {
  using temp = new TempFolder();
  const content = noise(5_000_000);
  const path = temp.write("from/a.bin", content);
  Deno.mkdirSync(`${temp.path}/www`);
  const env = { TMPDIR: temp.path };
  const { server, url } = await serving(`${temp.path}/www`, ["--upload", "--client-rate", "2MB/s"]);
  await using _server = server;
  const steps = [
    [["files", "put", path, `${url}/`], `${temp.path}/www`],
    [["files", "get", `${url}/a.bin`, "-o", `${temp.path}/a.bin`], temp.path],
  ] as const;
  for (const [args, folder] of steps) {
    await killOnceBegun([...args], env, folder);
    const again = await run([...args], { env });
    assertEquals(again.code, 0, again.stderr);
  }
  assertEquals(Deno.readFileSync(`${temp.path}/www/a.bin`), content);
  assertEquals(Deno.readFileSync(`${temp.path}/a.bin`), content);
});
