/**
 * The npm package as its users get it: from the tarball that `npm pack` makes, in a prefix and a home of its
 * own. Where `NETLAB_NPM_PACKAGE` names no tarball these tests are skipped: they install 100 MB of Deno.
 * `deno task npm` makes the package; `.ci/run` makes it, packs it and runs them.
 */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join, toFileUrl } from "@std/path";
import { isInstalled } from "../_kit/program/is_installed.ts";
import { Server } from "../_kit/program/server.ts";
import { run, runCommand } from "../_kit/program/run.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { packageJson } from "../../release/npm/package_json.ts";
import config from "../../deno.json" with { type: "json" };

const SHOUT = `export default async (conn) => {
  for await (const line of conn.lines()) await conn.writeLine(line.toUpperCase());
};
`;
const MAIN = `import { dial, serve, withLines } from "netlab-cli";
const module = new URL("./shout.ts", import.meta.url);
await using server = await serve({ port: 0, hostname: "127.0.0.1", mode: "thread", module, log() {} });
using client = withLines(await dial({ hostname: "127.0.0.1", port: server.port }));
await client.writeLine("hello");
await client.closeWrite();
for await (const line of client.lines()) console.log(line);
`;

const tarball = Deno.env.get("NETLAB_NPM_PACKAGE");
const ignore = tarball === undefined;
const name = (text: string) => ignore ? `${text} (skipped: NETLAB_NPM_PACKAGE names no tarball)` : text;

Deno.test(name("the manifest of the npm package pins its one dependency and runs no script"), () => {
  const { dependencies, scripts } = packageJson([]) as Record<string, Record<string, string>>;
  assertEquals(scripts, undefined);
  assertEquals(Object.keys(dependencies!), ["deno"]);
  assertMatch(dependencies!["deno"]!, /^\d+\.\d+\.\d+$/);
});

Deno.test({
  name: name("the npm package works when it is installed, and fetches nothing more"),
  ignore,
  async fn(t) {
    using folder = new TempFolder();
    const prefix = join(folder.path, "prefix");
    const home = join(folder.path, "home");
    await Deno.mkdir(home);
    const npm = Deno.build.os === "windows" ? "npm.cmd" : "npm";
    const installed = await runCommand(
      npm,
      ["install", "--global", "--no-audit", "--no-fund", `--prefix=${prefix}`, tarball!],
      { timeout: 300_000 },
    );
    assertEquals(installed.code, 0, installed.stderr);
    using _ = environment({
      NETLAB_BIN: Deno.build.os === "windows" ? join(prefix, "netlab.cmd") : join(prefix, "bin/netlab"),
      HOME: home,
      DENO_DIR: join(home, "deno"),
      // Whatever wanted to be downloaded now could not be.
      HTTP_PROXY: "http://127.0.0.1:9",
      HTTPS_PROXY: "http://127.0.0.1:9",
      NO_PROXY: "127.0.0.1,localhost",
    });
    folder.write("served/notes.txt", "Rendez-vous at noon.\n");
    const served = join(folder.path, "served");

    await t.step("it tells its version, what went wrong, and with which code", async () => {
      assertStringIncludes((await run(["--version"])).stdout, `netlab ${config.version}\n`);
      assertEquals((await run(["files", "serve", "--dri", "x"])).code, 2);
      const { code, stderr } = await run(["files", "get", "127.0.0.1", "1", "x"]);
      assertEquals([code, stderr.trim().split("\n").length], [1, 1]);
      assertStringIncludes((await run(["help", "licenses"])).stdout, "the Deno authors");
    });

    await t.step("it reads standard input to its end and gives all of its answer to a pipe", async () => {
      await using server = await Server.start(["calc", "serve", "0"]);
      const lines = Array.from({ length: 20_000 }, (_, n) => `${n}*2\n`).join("");
      const { stdout } = await run(["calc", "ask", "127.0.0.1", `${server.port}`], { stdin: lines });
      assertEquals(stdout.trimEnd().split("\n").length, 20_000);
      assertEquals(await server.stop(), 0);
    });

    for (const mode of ["events", "iterative", "process", "thread", "pool", "symmetric"]) {
      await t.step(`it serves in the mode ${mode} and stops cleanly at Ctrl-C`, async () => {
        await using server = await Server.start(["files", "serve", "0", "--no-http", "--mode", mode], {
          cwd: served,
        });
        const { stdout } = await run(["files", "get", "127.0.0.1", `${server.port}`, "notes.txt", "-o", "-"]);
        assertEquals(stdout, "Rendez-vous at noon.\n");
        assertEquals(await server.stop("SIGINT"), 0);
      });
    }

    await t.step("it answers curl, encrypted as well", async () => {
      const args = ["files", "serve", "0", "--http-port", "0", "--tls", "--dir", served];
      await using server = await Server.start(args);
      await server.line((line) => line.includes("(https)"));
      const [, port] = server.ports;
      if (isInstalled("curl")) {
        const { stdout } = await runCommand("curl", ["-ksS", `https://127.0.0.1:${port}/notes.txt`]);
        assertEquals(stdout, "Rendez-vous at noon.\n");
      }
      assertEquals(await server.stop(), 0);
    });

    await t.step("its library serves in a stranger's folder, in another isolate too", async () => {
      folder.write("own/package.json", '{ "type": "module" }');
      folder.write("own/shout.ts", SHOUT);
      folder.write("own/main.ts", MAIN);
      await Deno.mkdir(join(folder.path, "own/node_modules"));
      const modules = join(prefix, Deno.build.os === "windows" ? "" : "lib", "node_modules");
      const installed = join(folder.path, "own/node_modules/netlab-cli");
      await Deno.symlink(join(modules, "netlab-cli"), installed, { type: "junction" });
      const args = ["run", "-A", "--no-check", "main.ts"];
      const { stdout, stderr } = await runCommand(Deno.execPath(), args, { cwd: join(folder.path, "own") });
      assertEquals(stdout, "HELLO\n", stderr);
    });

    await t.step("each bundled library has the names that the sources import", async () => {
      const app = join(prefix, Deno.build.os === "windows" ? "" : "lib", "node_modules/netlab-cli/app");
      const { imports } = JSON.parse(await Deno.readTextFile(join(app, "deno.json")));
      const vendored = Object.entries(imports as Record<string, string>).filter(([, file]) =>
        file.startsWith("./vendor/")
      );
      assert(vendored.length > 10);
      await import("reflect-metadata");
      for (const [name, file] of vendored) {
        const names = (module: object) => Object.keys(module).filter((each) => /^\w+$/.test(each)).sort();
        const bundled = await import(toFileUrl(join(app, file)).href);
        assertEquals(names(bundled), names(await import(name)), name);
        assertEquals(names(bundled).filter((each) => bundled[each] === undefined), [], name);
      }
    });
  },
});

/** Sets variables for the programs that are started meanwhile. */
function environment(values: Readonly<Record<string, string>>): Disposable {
  const before = Object.keys(values).map((name) => [name, Deno.env.get(name)] as const);
  for (const [name, value] of Object.entries(values)) Deno.env.set(name, value);
  return {
    [Symbol.dispose]() {
      for (const [name, value] of before) {
        value === undefined ? Deno.env.delete(name) : Deno.env.set(name, value);
      }
    },
  };
}
