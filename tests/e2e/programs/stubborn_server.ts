/**
 * A program that uses the library to serve `stubborn_handler.ts`. Its argument is a mode. SIGTERM stops it, a
 * second one ends it at once, as in `netlab`.
 */
import { type ModeName, serve } from "../../../mod/mod.ts";

const GRACE = 300;

const stop = new AbortController();
Deno.addSignalListener("SIGTERM", () => stop.signal.aborted ? Deno.exit(143) : stop.abort());
const server = await serve({
  port: 0,
  hostname: "127.0.0.1",
  mode: Deno.args[0] as ModeName,
  module: new URL("./stubborn_handler.ts", import.meta.url),
  grace: Number(Deno.args[1] ?? GRACE),
  signal: stop.signal,
});
console.log(server.port);
await server.finished;
Deno.exit(0);
