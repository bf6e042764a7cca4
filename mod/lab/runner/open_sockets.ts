import { thisSystem } from "../../system/system.ts";
import { readSocketTable, SOCKET_TABLES } from "../../net/port_owner/socket_table.ts";
import { netstatRows, type SocketRow, socketRows } from "./netstat.ts";

/** The TCP sockets of this machine whose local or remote port is one of these; none where it does not say. */
export async function socketsOn(ports: ReadonlySet<number>): Promise<SocketRow[]> {
  if (thisSystem() === "linux") {
    const tables = SOCKET_TABLES.filter(([transport]) => transport === "tcp");
    return socketRows(tables.flatMap(readSocketTable), ports);
  }
  const args = thisSystem() === "darwin" ? ["-an", "-p", "tcp"] : ["-an"];
  try {
    const { stdout } = await new Deno.Command("netstat", { args, stdin: "null", stderr: "null" }).output();
    return netstatRows(new TextDecoder().decode(stdout), ports);
  } catch {
    return []; // the machine has no such program
  }
}
