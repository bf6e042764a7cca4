/** Programs that fetch packages from "just a web server", at a folder that files serve serves. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { serveFolder } from "../../_kit/program/folder_server.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { webAddress } from "../../_kit/web/web_address.ts";

/** Runs a program, which has to succeed. */
async function done(cwd: string, program: string, ...args: string[]): Promise<string> {
  const env = { GIT_CONFIG_GLOBAL: "/dev/null", GIT_TERMINAL_PROMPT: "0", no_proxy: "127.0.0.1" };
  const { code, stdout, stderr } = await runCommand(program, args, { cwd, env });
  assertEquals(code, 0, `${program} ${args.join(" ")}\n${stdout}${stderr}`);
  return stdout;
}

peerTest("apt updates from a flat repository, and gets a package of it whole", [
  "apt-get",
  "dpkg-deb",
], async () => {
  using temp = new TempFolder();
  temp.write(
    "pkg/DEBIAN/control",
    "Package: netlab-hello\nVersion: 1.0+2~a\nArchitecture: all\nMaintainer: Nobody <nobody@example.org>\n" +
      "Description: a file\n",
  );
  temp.write("pkg/usr/share/netlab-hello/text", "hello\n");
  temp.write("repo/README", "packages\n");
  const name = "netlab-hello_1.0+2~a_all.deb";
  await done(temp.path, "dpkg-deb", "--build", "--root-owner-group", "pkg", `repo/${name}`);
  const deb = Deno.readFileSync(join(temp.path, "repo", name));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", deb)).toHex();
  const control = Deno.readTextFileSync(join(temp.path, "pkg/DEBIAN/control"));
  temp.write("repo/Packages", `${control}Filename: ./${name}\nSize: ${deb.length}\nSHA256: ${digest}\n`);
  await using server = await serveFolder(join(temp.path, "repo"));
  temp.write("apt/sources.list", `deb [trusted=yes] ${await webAddress(server)} ./\n`);
  temp.write("apt/state/lists/partial/.keep", "");
  temp.write("apt/cache/archives/partial/.keep", "");
  temp.write("apt/status", "");
  const options = [
    `Dir::Etc::sourcelist=${temp.path}/apt/sources.list`,
    "Dir::Etc::sourceparts=-",
    `Dir::State=${temp.path}/apt/state`,
    `Dir::State::status=${temp.path}/apt/status`,
    `Dir::Cache=${temp.path}/apt/cache`,
    "APT::Sandbox::User=root",
    "Acquire::http::Proxy=DIRECT",
    "Acquire::Retries=0",
    "Dir::Log=/dev/null",
  ].flatMap((option) => ["-o", option]);
  const updated = await done(temp.path, "apt-get", ...options, "update");
  assertStringIncludes(updated, "./ Packages");
  await done(temp.path, "apt-get", ...options, "download", "netlab-hello");
  // A colon or a tilde in its name is apt's own affair; the bytes are ours.
  const got = [...Deno.readDirSync(temp.path)].find((each) => each.name.endsWith(".deb"));
  assert(got !== undefined, "nothing has been saved");
  assertEquals(Deno.readFileSync(join(temp.path, got.name)), deb);
});

/** A wheel by hand: a zip with a module and what says of it. */
const MAKE_WHEEL = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    wheel.writestr("netlab_hello.py", "print('hello')\\n")
    info = "netlab_hello-1.0.dist-info/"
    wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: netlab-hello\\nVersion: 1.0\\n")
    wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nGenerator: t\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(info + "RECORD", "")
`;

for (
  const [how, folder, options] of [
    ["an index of folders", "index/netlab-hello", (url: string) => ["--index-url", `${url}index/`]],
    ["a folder of files", "wheels", (url: string) => ["--no-index", "--find-links", `${url}wheels/`]],
  ] as const
) {
  peerTest(`pip finds a package in ${how}`, ["python3", "pip3"], async () => {
    using temp = new TempFolder();
    temp.write("repo/README", "packages\n");
    Deno.mkdirSync(join(temp.path, "repo", folder), { recursive: true });
    const wheel = join(temp.path, "repo", folder, "netlab_hello-1.0-py3-none-any.whl");
    await done(temp.path, "python3", "-c", MAKE_WHEEL, wheel);
    await using server = await serveFolder(join(temp.path, "repo"));
    const url = new URL("/", await webAddress(server)).href;
    const common = ["--no-deps", "--no-cache-dir", "--disable-pip-version-check", "--proxy", ""];
    const where = ["--trusted-host", "127.0.0.1", "--dest", "got", ...options(url)];
    await done(temp.path, "pip3", "download", ...common, ...where, "netlab-hello");
    const got = join(temp.path, "got/netlab_hello-1.0-py3-none-any.whl");
    assertEquals(Deno.readFileSync(got), Deno.readFileSync(wheel));
  });
}

peerTest(
  "git clones and fetches from a bare repository in a served folder (dumb HTTP)",
  ["git"],
  async () => {
    using temp = new TempFolder();
    temp.write("work/a.txt", "one\n");
    const work = join(temp.path, "work");
    const bare = join(temp.path, "served/repo.git");
    const commit = async (message: string) => {
      await done(work, "git", "add", "-A");
      const who = ["-c", "user.name=n", "-c", "user.email=n@example.org"];
      await done(work, "git", ...who, "commit", "-qm", message);
      await done(work, "git", "push", "-q", bare, "HEAD:refs/heads/main");
      await done(bare, "git", "update-server-info");
    };
    await done(work, "git", "init", "-q");
    await done(temp.path, "git", "init", "-q", "--bare", "--initial-branch=main", "served/repo.git");
    await commit("one");
    await using server = await serveFolder(join(temp.path, "served"));
    const url = new URL("/repo.git", await webAddress(server)).href;
    await done(temp.path, "git", "clone", "-q", url, "clone");
    temp.write("work/b.txt", "two\n");
    // Packed, as a repository is after a while.
    await commit("two");
    await done(bare, "git", "gc", "-q");
    await done(bare, "git", "update-server-info");
    await done(join(temp.path, "clone"), "git", "pull", "-q");
    assertEquals(Deno.readTextFileSync(join(temp.path, "clone/b.txt")), "two\n");
    assertEquals(await done(join(temp.path, "clone"), "git", "fsck", "--no-progress"), "");
  },
);
