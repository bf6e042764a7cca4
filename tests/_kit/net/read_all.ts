/** Everything until the end of the stream; bytes before a reset count. */
export async function readAll(conn: Deno.Conn): Promise<string> {
  let text = "";
  const buffer = new Uint8Array(64 * 1024);
  try {
    for (let length = await conn.read(buffer); length !== null; length = await conn.read(buffer)) {
      for (const byte of buffer.subarray(0, length)) text += String.fromCharCode(byte);
    }
  } catch {
    text += "<reset>";
  }
  return text;
}
