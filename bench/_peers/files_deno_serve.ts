/**
 * The file server that the runtime itself offers: `Deno.serve` and a file's stream. Nothing is
 * checked, logged or limited. Used as `deno run -A files_deno_serve.ts PORT DIR`.
 */
const [port, dir] = Deno.args;

Deno.serve({ hostname: "127.0.0.1", port: Number(port), onListen: () => {} }, async (request) => {
  const file = await Deno.open(dir + new URL(request.url).pathname);
  const { size } = await file.stat();
  return new Response(file.readable, { headers: { "content-length": String(size) } });
});
