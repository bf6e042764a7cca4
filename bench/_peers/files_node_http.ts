/**
 * The same with `node:http` on this runtime, the way that its servers are mostly written. Used as
 * `deno run -A files_node_http.ts PORT DIR`.
 */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { pipeline } from "node:stream/promises";

const [port, dir] = Deno.args;

const server = createServer(async (request, response) => {
  const path = dir + (request.url ?? "");
  response.writeHead(200, { "content-length": (await stat(path)).size });
  await pipeline(createReadStream(path), response).catch(() => {/* the client has left */});
});
server.listen({ port: Number(port), host: "127.0.0.1", backlog: 1024 });
