import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { peerTest } from "../../_kit/peers/peer.ts";
import { type Ended, runCommand } from "../../_kit/program/run.ts";
import { ASSET, releaseFolder, releaseServer } from "../../_kit/peers/release_server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import config from "../../../deno.json" with { type: "json" };

const SCRIPT = fromFileUrl(new URL("../../../release/install.sh", import.meta.url));
const SHELLS: readonly (readonly [string, ...string[]])[] = [["dash"], ["bash"], ["busybox", "sh"]];

/** A home to install into, and only those programs on its PATH. */
class Home extends TempFolder {
  readonly program = join(this.path, "home/.local/bin/netlab");

  constructor(tools: readonly string[]) {
    super();
    for (const name of ["home", "tmp", "tools"]) Deno.mkdirSync(join(this.path, name));
    for (const tool of [...TOOLS, ...tools]) Deno.symlinkSync(whereIs(tool), join(this.path, "tools", tool));
  }

  command(
    shell: readonly string[],
    base: string,
    ...args: string[]
  ): Deno.CommandOptions & { program: string } {
    const [program, ...first] = shell;
    return {
      program: whereIs(program!),
      args: [...first, SCRIPT, ...args],
      clearEnv: true,
      env: {
        HOME: join(this.path, "home"),
        TMPDIR: join(this.path, "tmp"),
        PATH: join(this.path, "tools"),
        NETLAB_BASE_URL: base,
        DENO_DIR: Deno.env.get("DENO_DIR") ?? join(Deno.env.get("HOME") ?? "", ".cache/deno"),
        NO_COLOR: "1",
      },
    };
  }

  async install(shell: readonly string[], base: string, ...args: string[]): Promise<Ended> {
    const { program, ...options } = this.command(shell, base, ...args);
    const { code, stdout, stderr } = await new Deno.Command(program, options).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { code, stdout: text(stdout), stderr: text(stderr) };
  }

  /** Everything that was left, in the home and in the folder for temporary files. */
  left(): string[] {
    return ["home", "tmp"].flatMap((name) => [...filesBelow(join(this.path, name))]);
  }
}

/** What the script needs of a system besides something that downloads and something that sums. */
const TOOLS = "awk cat chmod cp cut grep mkdir mktemp mv rm rmdir sed uname".split(" ");

function whereIs(program: string): string {
  return (Deno.env.get("PATH") ?? "").split(":").map((folder) => join(folder, program)).find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  }) ?? program;
}

function* filesBelow(folder: string): Generator<string> {
  for (const entry of Deno.readDirSync(folder)) {
    const path = join(folder, entry.name);
    yield path;
    if (entry.isDirectory) yield* filesBelow(path);
  }
}

for (const shell of SHELLS) {
  const name = shell.join(" ");

  peerTest(
    `install.sh in ${name} installs the program, its manual and its completions`,
    [shell[0], "curl", "sha256sum"],
    async () => {
      using folder = await releaseFolder();
      await using server = releaseServer(folder);
      using home = new Home(["curl", "sha256sum"]);
      const { code, stdout, stderr } = await home.install(
        shell,
        server.url,
        "--version",
        `v${config.version}`,
      );
      assertEquals([code, stdout], [0, ""], stderr);
      assertStringIncludes(stderr, `netlab ${config.version} is installed as ${home.program}`);
      assertStringIncludes(stderr, "is not on your PATH");
      assertStringIncludes(
        (await runCommand(home.program, ["--version"])).stdout,
        `netlab ${config.version}\n`,
      );
      const share = join(home.path, "home/.local/share");
      for (
        const file of [
          "man/man1/netlab-files-serve.1",
          "man/fr/man1/netlab-files-serve.1",
          "bash-completion/completions/netlab",
          "zsh/site-functions/_netlab",
          "fish/vendor_completions.d/netlab.fish",
        ]
      ) assert(Deno.statSync(join(share, file)).size > 500, file);

      assertEquals((await home.install(shell, server.url, "--uninstall")).code, 0);
      assertEquals(
        [...filesBelow(join(home.path, "home/.local"))].filter((path) => Deno.statSync(path).isFile),
        [],
      );
      assertEquals(home.names(), ["home", "tmp", "tools"]);
    },
  );

  peerTest(`install.sh in ${name} refuses a program that is not the released one, and leaves nothing`, [
    shell[0],
    "curl",
    "sha256sum",
  ], async () => {
    using folder = await releaseFolder();
    await using server = releaseServer(folder);
    using home = new Home(["curl", "sha256sum"]);
    const content = Deno.readFileSync(join(folder.path, ASSET));
    content[content.length - 2]! ^= 1;
    folder.write(ASSET, content);
    const { code, stderr } = await home.install(shell, server.url);
    assertEquals(code, 1);
    assertStringIncludes(stderr, `${ASSET} is not what the release says`);
    assertEquals(home.left(), []);
  });
}

for (const [loader, sum] of [["wget", "openssl"], ["wget", "sha256sum"], ["curl", "shasum"]] as const) {
  peerTest(`install.sh makes do with ${loader} and ${sum}`, ["dash", loader, sum], async () => {
    using folder = await releaseFolder();
    await using server = releaseServer(folder);
    // shasum is a Perl script.
    using home = new Home([loader, sum, ...(sum === "shasum" ? ["perl"] : [])]);
    const { code, stderr } = await home.install(["dash"], server.url, "--no-extras");
    assertEquals(code, 0, stderr);
    assertEquals(home.left().filter((path) => Deno.lstatSync(path).isFile), [home.program]);
  });
}

peerTest("install.sh leaves an older netlab in its place when the new one does not come whole", [
  "dash",
  "curl",
], async () => {
  using folder = await releaseFolder();
  await using server = releaseServer(folder, "cut short");
  using home = new Home(["curl", "sha256sum"]);
  home.write("home/.local/bin/netlab", "the old one");
  const { code, stderr } = await home.install(["dash"], server.url);
  assertEquals(code, 1);
  assertStringIncludes(stderr, `netlab: cannot download ${server.url}/${ASSET}`);
  assertEquals(Deno.readTextFileSync(home.program), "the old one");
  assertEquals(home.left().filter((path) => Deno.lstatSync(path).isFile), [home.program]);
});

peerTest(
  "install.sh says which file the release does not have",
  ["dash", "curl", "wget", "sha256sum"],
  async () => {
    using folder = await releaseFolder();
    await using server = releaseServer(folder);
    Deno.removeSync(join(folder.path, ASSET));
    for (const loader of ["curl", "wget"]) {
      using home = new Home([loader, "sha256sum"]);
      const { code, stderr } = await home.install(["dash"], server.url);
      assertEquals([code, home.left()], [1, []], stderr);
      assertStringIncludes(stderr, `netlab: cannot download ${server.url}/${ASSET}\n`);
    }
  },
);

peerTest("install.sh refuses a release without a checksum for the program, or of another version", [
  "dash",
  "curl",
], async () => {
  using folder = await releaseFolder();
  await using server = releaseServer(folder);
  using home = new Home(["curl", "sha256sum"]);
  const other = await home.install(["dash"], server.url, "--version", "v9.9.9");
  assertEquals([other.code, home.left()], [1, []]);
  assertStringIncludes(other.stderr, `the server has netlab ${config.version} instead of v9.9.9`);
  folder.write("SHA256SUMS", `${"0".repeat(64)}  netlab-plan9-x64\n`);
  const none = await home.install(["dash"], server.url);
  assertEquals([none.code, home.left()], [1, []]);
  assertStringIncludes(none.stderr, `has no checksum for ${ASSET}`);
});

for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  peerTest(`install.sh leaves nothing when it is ended by ${signal} in the middle of a download`, [
    "dash",
    "curl",
  ], async () => {
    using folder = await releaseFolder();
    await using server = releaseServer(folder, "stalled");
    using home = new Home(["curl", "sha256sum"]);
    const { program, ...options } = home.command(["dash"], server.url);
    const child = new Deno.Command(program, { ...options, stderr: "null", stdout: "null" }).spawn();
    await server.stalled.promise;
    child.kill(signal);
    assertEquals((await child.status).code, code);
    assertEquals(home.left(), []);
  });
}

peerTest(
  "install.sh says what is missing, and what it does not understand",
  ["dash", "curl", "sha256sum"],
  async () => {
    using folder = await releaseFolder();
    await using server = releaseServer(folder);
    using without = new Home(["curl"]);
    const unsummed = await without.install(["dash"], server.url);
    assertEquals([unsummed.code, without.left()], [1, []]);
    assertStringIncludes(unsummed.stderr, "sha256sum, shasum or openssl is needed");
    const usage = await without.install(["dash"], server.url, "--frobnicate");
    assertEquals(usage.code, 2);
    assertStringIncludes(usage.stderr, "unknown option --frobnicate\nUsage: sh install.sh");
  },
);

/** A Mac's programs as far as the script may count on them: BSD's, which know no long options. */
function becomeMac(home: Home, machine: "arm64" | "x86_64", translated: boolean): void {
  for (const tool of TOOLS.filter((tool) => tool !== "uname")) {
    const path = join(home.path, "tools", tool);
    Deno.removeSync(path);
    const program = `#!/bin/sh
for word do case $word in --) break ;; --?*) echo "${tool}: illegal option $word" >&2; exit 1 ;; esac; done
exec ${whereIs(tool)} "$@"
`;
    Deno.writeTextFileSync(path, program, { mode: 0o755 });
  }
  Deno.removeSync(join(home.path, "tools/uname"));
  const fakes = {
    uname: `case $1 in -s) echo Darwin ;; -m) echo ${machine} ;; *) exit 1 ;; esac`,
    sysctl: translated ? '[ "$*" = "-n sysctl.proc_translated" ] && echo 1' : "exit 1",
  };
  for (const [name, script] of Object.entries(fakes)) {
    Deno.writeTextFileSync(join(home.path, "tools", name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
}

for (
  const [machine, translated, asset] of [
    ["arm64", false, "netlab-macos-arm64"],
    ["x86_64", false, "netlab-macos-x64"],
    ["x86_64", true, "netlab-macos-arm64"],
  ] as const
) {
  peerTest(
    `install.sh takes ${asset} on a Mac whose shell is for ${machine}${
      translated ? ", translated by Rosetta" : ""
    }`,
    ["dash", "curl", "shasum"],
    async () => {
      using folder = await releaseFolder();
      Deno.renameSync(join(folder.path, ASSET), join(folder.path, asset));
      const sums = Deno.readTextFileSync(join(folder.path, "SHA256SUMS"));
      folder.write("SHA256SUMS", sums.replace(ASSET, asset));
      await using server = releaseServer(folder);
      using home = new Home(["curl", "shasum", "perl"]);
      becomeMac(home, machine, translated);
      const { code, stderr } = await home.install(["dash"], server.url, "--no-extras");
      assertEquals(code, 0, stderr);
      assertEquals(home.left().filter((path) => Deno.lstatSync(path).isFile), [home.program]);
      assertEquals(stderr.includes("translated by Rosetta"), translated, stderr);
    },
  );
}

peerTest("install.sh passes shellcheck", ["shellcheck"], async () => {
  const { stdout } = await runCommand("shellcheck", [SCRIPT]);
  assertEquals(stdout, "");
});
