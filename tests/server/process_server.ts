/**
 * A program with few permissions that serves in child processes, asks the first of them what it can do, and
 * ends.
 */
import { runServer } from "../../mod/server/open_server.ts";
import talking from "./talking_service.ts";

const ready = Promise.withResolvers<number>();
const server = runServer(talking, {}, {
  port: 0,
  hostname: "127.0.0.1",
  mode: "process",
  mostClients: 1,
  onListen: ({ port }) => ready.resolve(port),
});
using client = await Deno.connect({ hostname: "127.0.0.1", port: await ready.promise });
await client.write(new TextEncoder().encode("read\nwrite\nrun\nvariable\n"));
await client.closeWrite();
const text = await new Response(client.readable).text();
console.log(text.trim().split("\n").slice(0, 4).join(" "));
await server;
