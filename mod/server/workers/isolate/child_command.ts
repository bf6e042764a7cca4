import { dirname, fromFileUrl, join } from "@std/path";
import { CHILD_ARGUMENT } from "./is_child.ts";
import { type Permission, PERMISSIONS } from "../../../process/permissions.ts";
import { isFile } from "../../../system/is_file.ts";

/** How a program is started. */
export interface ChildCommand {
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * How to start this program again as a child that serves one client.
 *
 * A compiled program contains everything that the child needs and is started with a hidden argument. From
 * source, the runtime runs the child's entry file with the configuration of the main program, so that every
 * import means the same in both.
 *
 * @param permissions what the child may do.
 */
export function childCommand(permissions: readonly Permission[]): ChildCommand {
  const program = Deno.execPath();
  if (Deno.build.standalone) return { program, args: [CHILD_ARGUMENT] };
  const entry = new URL("./child_entry.ts", import.meta.url).href;
  const config = findConfig();
  const configured = config === undefined ? ["--unstable-net"] : ["--config", config];
  // It reads the modules of its service, and asks the kernel for a few things; it gives those
  // permissions up afterwards.
  const allowed = new Set<Permission>(["read", "ffi", ...permissions]);
  // Out of the list of those that there are, so that nothing else comes onto a command line.
  const allow = PERMISSIONS.filter((name) => allowed.has(name)).map((name) => `--allow-${name}`);
  return { program, args: ["run", ...allow, "--no-check", "--no-prompt", "--quiet", ...configured, entry] };
}

/** The nearest `deno.json` at or above the main program, as the runtime itself looks for it; else our own. */
function findConfig(): string | undefined {
  return findAbove(Deno.mainModule) ?? findAbove(import.meta.url);
}

function findAbove(module: string): string | undefined {
  if (!module.startsWith("file:")) return undefined;
  let folder = dirname(fromFileUrl(module));
  while (true) {
    for (const name of ["deno.json", "deno.jsonc"]) {
      if (isFile(join(folder, name))) return join(folder, name);
    }
    const above = dirname(folder);
    if (above === folder) return undefined;
    folder = above;
  }
}
