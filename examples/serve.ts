/** Serves the handler in `reverse.ts`. `deno run -A examples/serve.ts pool 8765`: the mode, and the port. */
import { formatAddress, type ModeName, serve } from "../mod/mod.ts";

const [mode = "events", port = "8765"] = Deno.args;
const module = new URL("./reverse.ts", import.meta.url);
await using server = await serve({ port: Number(port), mode: mode as ModeName, module });
for (const address of server.addresses) console.error(`listening on ${formatAddress(address)} (${mode})`);
await server.finished;
