/**
 * The cost of the runtime itself: every read is answered `+OK`, whatever was asked. Used as
 * `deno run --allow-net kv_bare.ts PORT`.
 */
const listener = Deno.listen({ hostname: "127.0.0.1", port: Number(Deno.args[0]) });
const OK = new TextEncoder().encode("+OK\r\n");
for await (const connection of listener) answer(connection);

async function answer(connection: Deno.Conn): Promise<void> {
  const buffer = new Uint8Array(4096);
  try {
    while (await connection.read(buffer) !== null) await connection.write(OK);
  } catch {
    // The client has left.
  } finally {
    connection.close();
  }
}
