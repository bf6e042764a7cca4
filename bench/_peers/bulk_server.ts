/**
 * The source behind a relay where there is no C compiler: whoever says something gets SIZE bytes, then the end. Used as
 * `deno run --allow-net bulk_server.ts PORT SIZE`.
 */
const [port, size] = Deno.args.map(Number);
const block = new Uint8Array(2 ** 20);
for await (const conn of Deno.listen({ hostname: "127.0.0.1", port: port! })) {
  pour(conn).catch(() => {/* left */});
}

async function pour(conn: Deno.Conn): Promise<void> {
  using _open = conn;
  if (await conn.read(new Uint8Array(4096)) === null) return;
  for (let left = size!; left > 0;) left -= await conn.write(block.subarray(0, Math.min(left, block.length)));
}
