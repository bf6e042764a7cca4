/**
 * `deno task bench:files`: files over the raw protocol of exercise E11, against the HTTP servers people start
 * for the same job. The receiver is the same for all of them and throws the bytes away.
 *
 * @module
 */
import { join } from "@std/path";
import { byClients, bySize, slowReaders, writeFiles } from "./_kit/file_loads.ts";
import { netlab, nginx, pythonHttp } from "./_kit/peers.ts";
import { suite } from "./_kit/suite.ts";

await suite("files", Deno.args, async (run) => {
  const dir = join(run.folder, "served");
  await Deno.mkdir(dir);
  const files = await writeFiles(dir, run.quick);
  const ours = netlab(["files", "serve", "0", "--host", "127.0.0.1", "--dir", dir, "--quiet"]);
  const loads = {
    run,
    candidates: [ours, pythonHttp(dir), await nginx(dir, run.folder)],
    files,
    // The raw protocol to netlab, HTTP to the others
    asking: (candidate: { name: string }, name: string) =>
      candidate.name === ours.name ? `${name}\\n` : `GET /${name} HTTP/1.0\\r\\n\\r\\n`,
  };
  await bySize(loads);
  await byClients(loads, "small", run.sizes(1, 50, 200, 1000));
  await slowReaders(loads, run.quick ? [100] : [100, 1000]);
});
