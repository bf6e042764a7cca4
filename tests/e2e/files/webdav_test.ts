/** The programs that people mount a folder with, at files serve --webdav. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { Buffer } from "node:buffer";
import { isInstalled } from "../../_kit/program/is_installed.ts";
import { serveFolder } from "../../_kit/program/folder_server.ts";
import { runCommand } from "../../_kit/program/run.ts";
import type { Server } from "../../_kit/program/server.ts";
import { noise } from "../../_kit/noise.ts";
import { Nginx } from "../../_kit/peers/nginx.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { curl } from "../../_kit/web/curl.ts";
import { webAddress } from "../../_kit/web/web_address.ts";

const WRITING = ["--webdav", "--upload", "--manage"];

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

function mounted(temp: TempFolder, ...more: string[]): Promise<Server> {
  Deno.mkdirSync(join(temp.path, "share"));
  return serveFolder(join(temp.path, "share"), ...more);
}

function below(folder: string): string[] {
  return [...Deno.readDirSync(folder)].filter(({ name }) => !name.startsWith(".")).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory
      ? [`${entry.name}/`, ...below(path).map((each) => `${entry.name}/${each}`)]
      : [entry.name];
  }).sort();
}

peerTest("files serve --webdav passes litmus whole", ["litmus"], async () => {
  using temp = new TempFolder();
  await using server = await mounted(temp, ...WRITING);
  const url = await webAddress(server);
  const env = { TESTS: "basic copymove props locks http" };
  const { code, stdout } = await runCommand("litmus", ["-k", `${url}/`], { cwd: temp.path, env });
  assertEquals(stdout.split("\n").filter((line) => /FAIL|WARNING|SKIPPED/.test(line)), []);
  assertEquals([code, stdout.match(/ 0 failed\. 100\.0%/g)?.length], [0, 5]);
});

peerTest("rclone brings a folder there and back, and follows its changes", ["rclone"], async () => {
  using temp = new TempFolder();
  await using server = await mounted(temp, ...WRITING);
  const url = await webAddress(server);
  const remote = `:webdav,url='${url}/',vendor=other:sub`;
  const rclone = async (...args: string[]) => {
    const ended = await runCommand("rclone", ["--config", "/dev/null", ...args], { cwd: temp.path });
    assertEquals(ended.code, 0, ended.stderr);
    return ended.stdout;
  };
  const names = ["a.txt", "empty", "deep/é #1 100%.txt", "deep/b&c'd;e.txt"];
  for (const name of names) temp.write(`from/${name}`, name === "empty" ? "" : `in ${name}`);
  const large = noise(3_000_000);
  temp.write("from/large.bin", large);
  await rclone("sync", "from", remote);
  await rclone("check", "--download", "from", remote);
  Deno.removeSync(join(temp.path, "from/a.txt"));
  temp.write("from/deep/é #1 100%.txt", "another text");
  await rclone("sync", "from", remote);
  await rclone("move", `${remote}/deep`, `${remote}/moved`);
  assertEquals(
    (await rclone("lsf", "-R", remote)).split("\n").filter((line) => line !== "" && line !== "deep/").sort(),
    [
      "empty",
      "large.bin",
      "moved/",
      "moved/b&c'd;e.txt",
      "moved/é #1 100%.txt",
    ],
  );
  await rclone("copy", remote, "back");
  assert(equal(Deno.readFileSync(join(temp.path, "back/large.bin")), large));
});

peerTest("cadaver works on a folder as on its own", ["cadaver"], async () => {
  using temp = new TempFolder();
  await using server = await mounted(temp, ...WRITING);
  temp.write("local.txt", "from here");
  const typed = [
    "mkcol d",
    "put local.txt d/a.txt",
    "copy d e",
    "move e/a.txt e/b.txt",
    "lock e/b.txt",
    "discover e/b.txt",
    "unlock e/b.txt",
    "propset e/b.txt colour blue",
    "propget e/b.txt colour",
    "get e/b.txt back.txt",
    "delete d/a.txt",
    "rmcol d",
    "ls",
    "quit",
  ];
  const { stdout } = await runCommand("cadaver", [`${await webAddress(server)}/`], {
    cwd: temp.path,
    stdin: `${typed.join("\n")}\n`,
    env: { HOME: temp.path },
  });
  assertEquals(/failed|error/i.exec(stdout), null, stdout);
  assertStringIncludes(stdout, "Value of colour is: blue");
  assertMatch(stdout, /Scope: exclusive {2}Type: write {2}Timeout: \d+ seconds/);
  assertEquals(below(join(temp.path, "share")), ["e/", "e/b.txt"]);
  assertEquals(Deno.readTextFileSync(join(temp.path, "back.txt")), "from here");
});

peerTest("files serve --webdav works behind nginx, below a path", ["nginx", "curl", "rclone"], async () => {
  using temp = new TempFolder();
  await using server = await mounted(temp, ...WRITING, "--trust-proxy", "loopback");
  const upstream = await webAddress(server);
  const headers = "proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Host $http_host; ";
  await using proxy = await Nginx.before(
    upstream,
    headers,
    `location /my/files/ { ${headers} proxy_set_header X-Forwarded-Prefix /my/files; proxy_pass ${upstream}/; }`,
  );
  const url = `${proxy.url}/my/files`;
  temp.write("from/d/a b.txt", "x");
  const remote = `:webdav,url='${url}/',vendor=other:`;
  const { code, stderr } = await runCommand("rclone", [
    "--config",
    "/dev/null",
    "sync",
    `${temp.path}/from`,
    remote,
  ]);
  assertEquals(code, 0, stderr);
  const listed = await runCommand("rclone", ["--config", "/dev/null", "lsf", "-R", remote]);
  assertEquals(listed.stdout, "d/\nd/a b.txt\n");
  await curl(["-f", "-X", "MOVE", "-H", `Destination: ${url}/e.txt`, `${url}/d/a%20b.txt`]);
  assertEquals(below(join(temp.path, "share")), ["d/", "e.txt"]);
});

/** Why a test with davfs2 cannot be, if it cannot. */
function withoutDavfs(): string | undefined {
  if (!isInstalled("mount.davfs")) return "davfs2 is not installed";
  try {
    const mayMount = Deno.build.os === "linux" && Deno.uid() === 0 &&
      Deno.statSync("/dev/fuse") !== undefined;
    return mayMount ? undefined : "nothing can be mounted here";
  } catch {
    return "there is no FUSE here";
  }
}

const why = withoutDavfs();
Deno.test({
  name: `davfs2 mounts a folder, and writes in it${why === undefined ? "" : ` (skipped: ${why})`}`,
  ignore: why !== undefined,
  fn: async () => {
    using temp = new TempFolder();
    temp.write("conf", "ask_auth 0\ndelay_upload 0\n");
    const content = noise(300_000);
    await using server = await mounted(temp, ...WRITING);
    temp.write("share/there/old.txt", "old");
    const disk = join(temp.path, "disk");
    Deno.mkdirSync(disk);
    const url = `${await webAddress(server)}/`;
    const mount = await runCommand("mount", ["-t", "davfs", "-o", `conf=${temp.path}/conf`, url, disk]);
    if (mount.code !== 0) return console.log(`not tried: davfs2 cannot mount here: ${mount.stderr}`);
    try {
      assertEquals(Deno.readTextFileSync(`${disk}/there/old.txt`), "old");
      Deno.mkdirSync(`${disk}/made`);
      Deno.writeFileSync(`${disk}/made/new.bin`, content);
      Deno.renameSync(`${disk}/there/old.txt`, `${disk}/made/older.txt`);
      Deno.removeSync(`${disk}/there`);
    } finally {
      await runCommand("umount", [disk]); // waits until all has been sent
    }
    assertEquals(below(join(temp.path, "share")), ["made/", "made/new.bin", "made/older.txt"]);
    assert(equal(Deno.readFileSync(`${temp.path}/share/made/new.bin`), content));
  },
});

peerTest("curl reads a folder that can be mounted, and changes nothing in it", ["curl"], async () => {
  using temp = new TempFolder();
  await using server = await mounted(temp, "--webdav");
  temp.write("share/a.txt", "a");
  const url = await webAddress(server);
  assertStringIncludes(
    await curl(["-X", "PROPFIND", "-H", "Depth: 1", `${url}/`]),
    "<D:href>/a.txt</D:href>",
  );
  assertMatch(await curl(["-i", "-X", "OPTIONS", `${url}/`]), /^dav: 1\r$/m);
  for (const method of ["DELETE", "PUT", "MKCOL", "LOCK", "PROPPATCH", "MOVE"]) {
    assertMatch(
      await curl(["-i", "-X", method, "-H", "Destination: /b", `${url}/a.txt`]),
      /^HTTP\/1.1 (405|501) /,
    );
  }
  assertEquals(below(join(temp.path, "share")), ["a.txt"]);
});
