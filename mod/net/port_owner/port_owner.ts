import { type System, thisSystem } from "../../system/system.ts";
import { lsofOwner, netstatPid, tasklistName } from "./owner_in_text.ts";
import { ownerInProc } from "./owner_in_proc.ts";

/** A process that has a port open. */
export interface PortOwner {
  /** The number of the process. */
  readonly pid: number;
  /** The program's name, as the system keeps it; Linux and macOS keep its first 15 bytes. */
  readonly name: string;
}

/**
 * Who listens on a TCP port, as far as this system can say: Linux by `/proc`, macOS by lsof(8), Windows by
 * `netstat` and `tasklist`.
 *
 * @returns undefined when the process is somebody else's, or when this program may not look: nobody is
 *   asked for a permission because of it.
 */
export function findPortOwner(port: number, system: System = thisSystem()): PortOwner | undefined {
  try {
    switch (system) {
      case "linux":
        return ownerInProc(port);
      case "darwin":
        return lsofOwner(run("lsof", "-nP", "+c", "15", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fpc"));
      case "windows":
        return ownerOnWindows(port);
    }
  } catch {
    return undefined; // no such program here, or not allowed to look
  }
}

function ownerOnWindows(port: number): PortOwner | undefined {
  const pid = netstatPid(run("netstat", "-ano"), port);
  if (pid === undefined) return undefined;
  const name = tasklistName(run("tasklist", "/FO", "CSV", "/NH", "/FI", `PID eq ${pid}`), pid);
  return name === undefined ? undefined : { pid, name };
}

/** What a program of the system prints within a time limit; the program that could not listen waits for it. */
function run(command: string, ...args: string[]): string {
  if (Deno.permissions.querySync({ name: "run", command }).state !== "granted") return "";
  // The runtime's own call has no time limit. Loaded now: most programs that listen never come here.
  // deno-lint-ignore no-process-global
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const { stdout } = spawnSync(command, args, { stdio: ["ignore", "pipe", "ignore"], timeout: PATIENCE });
  return new TextDecoder().decode(stdout);
}

/** Milliseconds. */
const PATIENCE = 2000;
