/**
 * The launcher of the npm package: with this system's Node; with it again as if it were on Windows, where Node
 * cannot become Deno; with Windows' own.
 */
import { assertEquals, assertMatch } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { peerTest } from "../_kit/peers/peer.ts";
import { type Ended, runCommand, type RunOptions } from "../_kit/program/run.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { pathThere, runWineDeno, wineProgram, wineTest } from "./other_system.ts";

const LAUNCHER = fromFileUrl(new URL("../../release/npm/launcher.mjs", import.meta.url));
const PRETEND = 'data:text/javascript,Object.defineProperty(process,"platform",{value:"win32"})';

/** What it starts: says how it was started, and ends as it is told to. */
const MAIN = `if (Deno.args[0] === "wait") {
  Deno.addSignalListener("SIGINT", () => Deno.exit(5));
  console.log("waiting");
  setInterval(() => {}, 1000);
} else {
  const text = new TextDecoder().decode(new Uint8Array(await new Response(Deno.stdin.readable).arrayBuffer()));
  console.log(JSON.stringify([Deno.args, text, Deno.env.get("DENO_NO_UPDATE_CHECK")]));
  Deno.exit(Number(Deno.args[0]));
}
`;

/** The package as npm lays it down, in a folder whose name has blanks. */
class Installed extends TempFolder {
  readonly launcher = join(this.path, "my programs/node_modules/netlab-cli/bin/netlab.mjs");

  constructor(deno: string | undefined) {
    super();
    const modules = "my programs/node_modules";
    const flags = JSON.stringify(["--no-check", "--allow-env"]);
    const text = Deno.readTextFileSync(LAUNCHER).replace('["FLAGS OF THE TASK netlab"]', flags);
    this.write(`${modules}/netlab-cli/bin/netlab.mjs`, text);
    this.write(`${modules}/netlab-cli/app/deno.json`, '{ "lock": false }');
    this.write(`${modules}/netlab-cli/app/main.ts`, MAIN);
    if (deno === undefined) return;
    const installer = `exports.runInstall = () => ${JSON.stringify(deno)};`;
    this.write(`${modules}/deno/install_api.cjs`, installer);
  }
}

/** Runs the launcher with a Node. */
type Launch = (launcher: string, args: string[], options?: RunOptions) => Promise<Ended>;

async function tryLauncher(launch: Launch, deno: string): Promise<void> {
  using installed = new Installed(deno);
  // cmd's own signs among them: no shell may stand in between.
  const words = ["a b", 'c"d', "", "%PATH%", "^&|<>", "back\\slash\\", "é"];
  for (const code of [0, 3, 130]) {
    const ended = await launch(installed.launcher, [`${code}`, ...words], { stdin: "one\ntwo\n" });
    assertEquals(ended.code, code, ended.stderr);
    assertEquals(JSON.parse(ended.stdout), [[`${code}`, ...words], "one\ntwo\n", "1"]);
  }

  using without = new Installed(undefined);
  const { code, stdout, stderr } = await launch(without.launcher, ["0"]);
  assertEquals([code, stdout], [1, ""]);
  assertMatch(stderr, /^netlab: Deno was not installed along with netlab \(.+\)\r?\n$/);

  using broken = new Installed(`${deno}-that-is-not-there`);
  const failed = await launch(broken.launcher, ["0"]);
  assertEquals([failed.code, failed.stdout], [1, ""]);
  assertMatch(failed.stderr, /^netlab: Cannot start .*-that-is-not-there: .+\r?\n$/);
}

/** This system's Node, as if it were on Windows or as it is. */
function launchHere(first: readonly string[]): Launch {
  return (launcher, args, options) => runCommand("node", [...first, launcher, ...args], options);
}

peerTest(
  "the npm launcher on Windows: words, input and codes pass through Deno as a child",
  ["node"],
  async () => {
    await tryLauncher(launchHere(["--import", PRETEND]), Deno.execPath());
  },
);

wineTest("the npm launcher: words, input and codes pass through Windows' own Node", async () => {
  const node = await wineProgram("node");
  const { stdout } = await runWineDeno(["eval", "console.log(Deno.execPath())"]);
  const launch: Launch = (launcher, args, options) =>
    runCommand(node, [pathThere(launcher), ...args], { ...options, timeout: 120_000 });
  await tryLauncher(launch, stdout.trim());
});

if (Deno.build.os !== "windows") {
  peerTest("the npm launcher passes a signal to Deno, and ends as it does", ["node"], async () => {
    using installed = new Installed(Deno.execPath());
    // A Node that cannot become another program is an older one.
    const older = ["--import", "data:text/javascript,process.execve=undefined"];
    for (const [signal, ended] of [["SIGINT", [5, null]], ["SIGTERM", [143, "SIGTERM"]]] as const) {
      const child = new Deno.Command("node", {
        args: [...older, installed.launcher, "wait"],
        stdin: "null",
        stdout: "piped",
        stderr: "null",
      }).spawn();
      const reader = child.stdout.getReader();
      assertMatch(new TextDecoder().decode((await reader.read()).value), /^waiting/);
      child.kill(signal);
      const { code, signal: by } = await child.status;
      await reader.cancel();
      assertEquals([code, by], [...ended], signal);
    }
  });
}
