/**
 * The library of the npm package, made and put where `npm install` puts it, in a stranger's folder: `tsc`
 * accepts its types beside those of Node, and programs of the folder serve in Deno, whatever the mode.
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import ts from "npm:typescript@5.9.3";
import { makeLibrary } from "../../release/npm/library.ts";
import { packageJson } from "../../release/npm/package_json.ts";
import { peerTest } from "../_kit/peers/peer.ts";
import { runCommand } from "../_kit/program/run.ts";
import { TempFolder } from "../_kit/temp_folder.ts";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));

const HANDLER = `import type { LineConnection } from "netlab-cli";
export default async function reverse(conn: LineConnection): Promise<void> {
  for await (const line of conn.lines()) await conn.writeLine([...line].reverse().join(""));
}
`;
const PROGRAM = `import { dial, type ModeName, serve, withLines } from "netlab-cli";
export async function turn(mode: ModeName): Promise<void> {
  const module = new URL("./reverse.ts", import.meta.url);
  const server = await serve({ port: 0, hostname: "127.0.0.1", mode, module, log() {} });
  const client = withLines(await dial({ hostname: "127.0.0.1", port: server.port }));
  await client.writeLine("netlab");
  for await (const line of client.lines()) {
    console.log(line);
    break;
  }
  client.close();
  await server.stop();
}
`;

peerTest(
  "the library of the npm package has types for tsc, and serves in a stranger's folder",
  ["node"],
  async () => {
    using folder = new TempFolder();
    const home = join(folder.path, "node_modules/netlab-cli");
    await makeLibrary(ROOT, join(home, "lib"));
    folder.write("node_modules/netlab-cli/package.json", JSON.stringify(packageJson([])));
    folder.write("package.json", '{ "type": "module" }');
    folder.write("reverse.ts", HANDLER);
    folder.write("turn.ts", PROGRAM);
    folder.write("main.ts", 'import { turn } from "./turn.ts";\nawait turn(Deno.args[0] as "events");\n');
    assertEquals(typeErrors(["reverse.ts", "turn.ts"].map((name) => join(folder.path, name))), []);
    for (const mode of ["events", "process", "thread", "pool", "symmetric"]) {
      const args = ["run", "-A", "--no-check", "--unstable-net", "main.ts", mode];
      const { stdout, stderr } = await runCommand(Deno.execPath(), args, { cwd: folder.path });
      assertEquals(stdout, "balten\n", `${mode}: ${stderr}`);
    }
    folder.write("in_node.mjs", 'import "netlab-cli";');
    const { stderr } = await runCommand("node", ["in_node.mjs"], { cwd: folder.path });
    assertStringIncludes(stderr, "runs in Deno, not in Node");
  },
);

/**
 * What tsc says of the files and of the library's types in them, as far as it is ours: Node's own types are
 * not looked for.
 */
function typeErrors(files: readonly string[]): string[] {
  const program = ts.createProgram(files, {
    allowImportingTsExtensions: true,
    lib: ["lib.esnext.d.ts", "lib.dom.d.ts"],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    noEmit: true,
    strict: true,
    target: ts.ScriptTarget.ESNext,
    types: [],
  });
  return ts.getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "))
    .filter((text) => !text.includes("'node:"));
}
