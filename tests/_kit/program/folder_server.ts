import { Server } from "./server.ts";

/**
 * `netlab files serve` for a folder, on 127.0.0.1 and on ports of the system's choice.
 *
 * @param more further options, such as `--upload`
 * @returns the server, after its first ready line: that of the raw protocol, where it speaks it
 */
export function serveFolder(folder: string, ...more: string[]): Promise<Server> {
  return Server.start([
    ...["files", "serve", "0", "--dir", folder],
    ...["--host", "127.0.0.1", "--http-port", "0"],
    ...more,
  ]);
}
