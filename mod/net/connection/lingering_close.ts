import type { Connection } from "../connection.ts";

/**
 * Ends a connection so that the peer is sure to get our last words.
 *
 * `close` on a socket with unread bytes in its receive buffer makes the kernel send an RST, and an
 * RST makes the peer's kernel throw away what it had received and its program had not read yet (RFC
 * 1122 §4.2.2.13; the lingering close of web servers). So a server that refuses a request half-way
 * through says so, half-closes, and then keeps reading for a moment.
 *
 * @param timeout milliseconds to wait for the peer to end too.
 */
export async function lingeringClose(connection: Connection, timeout = 1000): Promise<void> {
  await connection.closeWrite();
  const scrap = new Uint8Array(4096);
  const timer = setTimeout(() => connection.close(), timeout);
  try {
    while (await connection.read(scrap) !== null);
  } catch {
    // Our own close ended the wait, or the peer broke off: either way it is over.
  } finally {
    clearTimeout(timer);
    connection.close();
  }
}
