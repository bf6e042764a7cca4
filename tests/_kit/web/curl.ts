import { runCommand, type RunOptions } from "../program/run.ts";

/** Runs curl. @returns its output, which `-w` may have added to */
export async function curl(args: string[], options: RunOptions = {}): Promise<string> {
  return (await runCommand("curl", ["-sS", ...args], options)).stdout;
}

/** The status that curl gets. */
export async function curlStatus(...args: string[]): Promise<number> {
  return Number(await curl(["-o", "/dev/null", "-w", "%{http_code}", ...args]));
}
