/**
 * A program that uses the library: its service ends for nobody, in the way that the first word of a client says. Its argument is a
 * mode. SIGTERM stops it, a second one ends it at once, as in `netlab`.
 */
import { defineService, type ModeName, serve } from "../../../mod/mod.ts";

const GRACE = 300;

const stubborn = defineService({
  name: "stubborn",
  module: import.meta.url,
  async handle(connection) {
    const buffer = new Uint8Array(64);
    const length = await connection.read(buffer);
    await connection.write(new TextEncoder().encode("so be it\n"));
    switch (new TextDecoder().decode(buffer.subarray(0, length ?? 0)).trim()) {
      case "computes":
        while (buffer.length > 0);
        break;
      case "waits":
        await new Promise((resolve) => setInterval(() => buffer.length === 0 && resolve(0), 1000));
        break;
      case "writes":
        while (true) await connection.write(new Uint8Array(65_536)).catch(() => new Promise(() => {}));
    }
  },
});

export default stubborn;

if (import.meta.main) {
  const stop = new AbortController();
  Deno.addSignalListener("SIGTERM", () => stop.signal.aborted ? Deno.exit(143) : stop.abort());
  await serve(stubborn, {}, {
    port: 0,
    hostname: "127.0.0.1",
    mode: Deno.args[0] as ModeName,
    grace: Number(Deno.args[1] ?? GRACE),
    signal: stop.signal,
    onListen: ({ port }) => console.log(port),
  });
  Deno.exit(0);
}
