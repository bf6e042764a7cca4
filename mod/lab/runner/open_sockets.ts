import { thisSystem } from "../../system/system.ts";
import { netstatRows, type SocketRow, socketRows } from "./netstat.ts";

/** The TCP sockets of this machine whose local or remote port is one of these; none where it does not say. */
export async function socketsOn(ports: ReadonlySet<number>): Promise<SocketRow[]> {
  if (thisSystem() === "linux") {
    const read = (path: string) => Deno.readTextFile(path).catch(() => ""); // no tcp6 without IPv6
    const tables = await Promise.all(["/proc/net/tcp", "/proc/net/tcp6"].map(read));
    return tables.flatMap((table) => socketRows(table, ports));
  }
  const args = thisSystem() === "darwin" ? ["-an", "-p", "tcp"] : ["-an"];
  try {
    const { stdout } = await new Deno.Command("netstat", { args, stdin: "null", stderr: "null" }).output();
    return netstatRows(new TextDecoder().decode(stdout), ports);
  } catch {
    return []; // the machine has no such program
  }
}
