/**
 * What a server says that turns lines around, in any mode: `deno run -A examples/serve.ts pool` serves it in
 * mode pool.
 */
import type { LineConnection } from "../mod/mod.ts";

export default async function reverse(conn: LineConnection): Promise<void> {
  for await (const line of conn.lines()) await conn.writeLine([...line].reverse().join(""));
}
