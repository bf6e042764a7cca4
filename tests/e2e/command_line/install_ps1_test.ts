import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { type Ended, runCommand } from "../../_kit/program/run.ts";
import { ASSET, releaseFolder, releaseServer } from "../../_kit/peers/release_server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

const SCRIPT = fromFileUrl(new URL("../../../release/install.ps1", import.meta.url));
/** What it installs is a Windows program: there is none when netlab runs from source. */
const ignore = Deno.build.os !== "windows" || Deno.env.get("NETLAB_BIN") === undefined;
const where = ignore ? " (skipped: for a compiled program on Windows)" : "";

function install(base: string, folder: string): Promise<Ended> {
  const args = ["-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File", SCRIPT];
  const env = { NETLAB_BASE_URL: base, NETLAB_INSTALL: folder, NETLAB_NO_PATH: "1" };
  return runCommand("powershell", args, { env, timeout: 120_000 });
}

Deno.test({
  name: `install.ps1 installs the program, and again over an older one${where}`,
  ignore,
  async fn() {
    using folder = await releaseFolder();
    await using server = releaseServer(folder);
    using home = new TempFolder();
    for (let times = 0; times < 2; times++) {
      const { code, stdout, stderr } = await install(server.url, join(home.path, "bin"));
      assertEquals(code, 0, stdout + stderr);
      assertStringIncludes(stdout, "is installed as");
      assertEquals([...Deno.readDirSync(join(home.path, "bin"))].map(({ name }) => name), ["netlab.exe"]);
    }
  },
});

Deno.test({
  name: `install.ps1 refuses a program that is not the released one, and leaves nothing${where}`,
  ignore,
  async fn() {
    using folder = await releaseFolder();
    await using server = releaseServer(folder);
    using home = new TempFolder();
    folder.write("SHA256SUMS", `${"0".repeat(64)}  ${ASSET}\n`);
    const { code, stdout } = await install(server.url, join(home.path, "bin"));
    assertEquals([code, home.names()], [1, []]);
    assert(stdout.replace(/\s+/g, " ").includes("is not what the release says"), stdout);
  },
});
