/**
 * A room as anybody would write it first: what one read brings is written to all the others. It waits for nobody,
 * keeps no order between two who speak at once, and forgets what a full socket did not take.
 */
const others = new Set<Deno.Conn>();

async function serve(conn: Deno.Conn): Promise<void> {
  others.add(conn);
  const buffer = new Uint8Array(4096);
  try {
    for (let count = await conn.read(buffer); count !== null; count = await conn.read(buffer)) {
      const piece = buffer.slice(0, count);
      for (const other of others) if (other !== conn) other.write(piece).catch(() => others.delete(other));
    }
  } finally {
    others.delete(conn);
    conn.close();
  }
}

for await (const conn of Deno.listen({ hostname: "127.0.0.1", port: Number(Deno.args[0]) })) {
  conn.setNoDelay(true);
  serve(conn).catch(() => {/* gone */});
}
