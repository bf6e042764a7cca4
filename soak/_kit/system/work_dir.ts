import { join } from "@std/path";
import { succeeds } from "./succeeds.ts";

/** The folder of a run, with small disks in it where this system lets us mount some. */
export class WorkDir {
  constructor(readonly path: string) {}

  /** A plain folder. */
  async folder(name: string): Promise<string> {
    const path = join(this.path, name);
    await Deno.mkdir(path);
    return path;
  }

  /**
   * A small disk of its own (tmpfs), or a plain folder where none is available.
   *
   * @returns its path; `small` tells which of the two it is
   */
  async disk(name: string, mib: number): Promise<{ path: string; small: boolean }> {
    const path = await this.folder(name);
    const small = await succeeds(["mount", "-t", "tmpfs", "-o", `size=${mib}m`, "netlab-soak", path]);
    return { path, small };
  }
}
