import { assertEquals } from "@std/assert";
import { fromFileUrl, join, relative } from "@std/path";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));
/** What speaks HTTP on a connection, and the one file that may have it do so. */
const ON_A_CONNECTION = "http_connection_handler.ts";
const LAYER = "mod/http/server/http_layer.ts";

Deno.test("no page is served around the HTTP layer", async () => {
  const around: string[] = [];
  for (const folder of ["mod", "commands"]) {
    for await (const file of sources(join(ROOT, folder))) {
      const source = await Deno.readTextFile(file);
      const speaksHttp = source.includes(`/${ON_A_CONNECTION}"`) || /\bDeno\.serve\(/.test(source);
      if (speaksHttp) around.push(relative(ROOT, file).replaceAll("\\", "/"));
    }
  }
  const advice =
    `Serve pages with serveHttp() (mod/http/server): only there are they checked, logged and limited`;
  assertEquals(around, [LAYER], advice);
});

async function* sources(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* sources(join(folder, name));
    else if (name.endsWith(".ts")) yield join(folder, name);
  }
}
