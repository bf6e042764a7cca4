import type { Server } from "../program/server.ts";

/** The address of the HTTP side of a server, without a slash at its end; of a share, the whole address. */
export async function webAddress(server: Server): Promise<string> {
  const line = await server.line((line) => /^ {2}https?:/.test(line));
  return line.trim().replace(/\/$/, "");
}
