/**
 * The cost of the runtime itself: a read and a write in a loop for each connection, and nothing
 * else. It looks for no lines and changes no letter. Used as
 * `deno run --allow-net echo_bare.ts PORT BUFFER`.
 */
const listener = Deno.listen({ hostname: "127.0.0.1", port: Number(Deno.args[0]) });
for await (const connection of listener) echo(connection);

async function echo(connection: Deno.Conn): Promise<void> {
  const buffer = new Uint8Array(Number(Deno.args[1]));
  try {
    for (
      let length = await connection.read(buffer);
      length !== null;
      length = await connection.read(buffer)
    ) {
      for (let sent = 0; sent < length;) sent += await connection.write(buffer.subarray(sent, length));
    }
  } catch {
    // The client has left.
  } finally {
    connection.close();
  }
}
