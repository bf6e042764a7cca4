import { Buffer } from "node:buffer";
import { assert, assertEquals } from "@std/assert";
import { Upload } from "npm:tus-js-client@4.3.1";
import { noise } from "../../_kit/noise.ts";
import { serveFolder } from "../../_kit/program/folder_server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { webAddress } from "../../_kit/web/web_address.ts";

/** Sends with tus-js-client, and stops when so many bytes were taken, if it is told to. */
async function send(
  content: Uint8Array,
  endpoint: string,
  metadata: Record<string, string>,
  { from, until = Infinity }: { from?: string | null; until?: number } = {},
): Promise<{ url: string | null; offsets: number[] }> {
  const offsets: number[] = [];
  return await new Promise((resolve, reject) => {
    const upload = new Upload(Buffer.from(content), {
      endpoint,
      metadata,
      uploadUrl: from ?? null,
      chunkSize: 500_000,
      retryDelays: [100, 200],
      onBeforeRequest: (request) => {
        const offset = request.getHeader("Upload-Offset");
        if (request.getMethod() === "PATCH" && offset !== undefined) offsets.push(Number(offset));
      },
      onChunkComplete: (_, taken) => {
        if (taken >= until) upload.abort().then(() => resolve({ url: upload.url, offsets }), reject);
      },
      onSuccess: () => resolve({ url: upload.url, offsets }),
      onError: reject,
    });
    upload.start();
  });
}

/** The client leaves timers of its progress behind it, a tenth of a second each. */
const TIMERS = { sanitizeOps: false, sanitizeResources: false };

Deno.test(
  "tus-js-client sends a file with its folders, and goes on at another server of the same folder",
  TIMERS,
  async () => {
    using temp = new TempFolder();
    const content = noise(2_000_000);
    const metadata = { filename: "été.bin", relativePath: "a/b/été.bin" };
    let begun: Awaited<ReturnType<typeof send>>;
    let port: string;
    {
      await using server = await serveFolder(temp.path, "--upload");
      const url = await webAddress(server);
      port = new URL(url).port;
      begun = await send(content, `${url}/`, metadata, { until: 1_000_000 });
      assert(begun.url !== null);
    }
    await using server = await serveFolder(temp.path, "--upload", "--http-port", port);
    const done = await send(content, `${await webAddress(server)}/`, metadata, { from: begun.url });
    assertEquals([begun.offsets, done.offsets], [[0, 500_000], [1_000_000, 1_500_000]]);
    assertEquals(Deno.readFileSync(`${temp.path}/a/b/été.bin`), content);
  },
);

Deno.test("twenty-five who send at once lose nothing, whatever they call it", TIMERS, async () => {
  using temp = new TempFolder();
  await using server = await serveFolder(temp.path, "--upload");
  const url = `${await webAddress(server)}/`;
  const contents = Array.from({ length: 25 }, (_, at) => noise(700_000 + at));
  await Promise.all(
    contents.map((content) => send(content, url, { filename: "image.jpg", existing: "rename" })),
  );
  const sizes = temp.names().map((name) => Deno.statSync(`${temp.path}/${name}`).size);
  assertEquals(sizes.sort((a, b) => a - b), contents.map(({ length }) => length));
});
