/** A server of one's own: it turns lines around. `deno run -A examples/reverse.ts pool` serves it in mode pool. */
import { defineService, FrameReader, type ModeName, readyLine, serve, textLines } from "../mod/mod.ts";

const reverse = defineService({
  name: "reverse",
  module: import.meta.url,
  async handle(connection) {
    const framer = textLines();
    for await (const line of new FrameReader(connection, framer)) {
      await connection.write(framer.encode([...line].reverse().join("")));
    }
  },
});
export default reverse;

if (import.meta.main) {
  const mode = (Deno.args[0] ?? "events") as ModeName;
  const port = Number(Deno.args[1] ?? 8765);
  const onListen = (at: Parameters<typeof readyLine>[1]) => console.error(readyLine("reverse", at, mode));
  await serve(reverse, {}, { port, mode, onListen });
}
