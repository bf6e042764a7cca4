import type { Connection } from "../../../net/connection.ts";
import { StalledError } from "../../../net/connection/stall_limit.ts";
import { isDisconnect } from "../../../net/errors/disconnect.ts";

/** Sends a line to a server that is read from as well. */
export async function sendLine(connection: Connection, line: string): Promise<void> {
  await sent(connection.write(new TextEncoder().encode(`${line}\n`)));
}

/** Waits for what is being sent. Who reads notices a broken connection, too, and comes back. */
export async function sent(writing: Promise<void>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    if (!isDisconnect(error) && !(error instanceof StalledError)) throw error;
  }
}
