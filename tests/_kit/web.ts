import { runCommand, type RunOptions, type Server } from "./program.ts";

/** The address of the HTTP side of a server, without a slash at its end; of a share, the whole address. */
export async function webAddress(server: Server): Promise<string> {
  const line = await server.line((line) => /^ {2}https?:/.test(line));
  return line.trim().replace(/\/$/, "");
}

/** Runs curl. @returns its output, which `-w` may have added to */
export async function curl(args: string[], options: RunOptions = {}): Promise<string> {
  return (await runCommand("curl", ["-sS", ...args], options)).stdout;
}

/** The status that curl gets. */
export async function curlStatus(...args: string[]): Promise<number> {
  return Number(await curl(["-o", "/dev/null", "-w", "%{http_code}", ...args]));
}

/** Bytes that look different everywhere. */
export function noise(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return bytes;
}
