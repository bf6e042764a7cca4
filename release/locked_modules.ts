import { join } from "@std/path";

/**
 * Puts what `deno.lock` locks into a folder as `node_modules`, which is where bundlers look.
 *
 * @param root where `deno.json` and `deno.lock` are.
 */
export async function installLockedModules(root: string, folder: string): Promise<void> {
  const { imports } = JSON.parse(await Deno.readTextFile(join(root, "deno.json")));
  const npm = Object.entries(imports as Record<string, string>).filter(([, target]) =>
    target.startsWith("npm:")
  )
    .map((
      [name, target],
    ) => [name.replace(/\/$/, ""), target.replace(/^npm:\/?/, "npm:").replace(/\/$/, "")]);
  const config = { nodeModulesDir: "auto", imports: Object.fromEntries(npm) };
  await Deno.writeTextFile(join(folder, "deno.json"), JSON.stringify(config));
  await Deno.copyFile(join(root, "deno.lock"), join(folder, "deno.lock"));
  const command = new Deno.Command(Deno.execPath(), {
    args: ["install", "--quiet", "--frozen"],
    cwd: folder,
    stdout: "inherit",
    stderr: "inherit",
  });
  if (!(await command.output()).success) throw new Error("The locked libraries could not be installed");
}
