import { dirname, resolve } from "@std/path";
import type { Plugin } from "npm:rolldown@1.3.2";
import { shortStyle } from "./page_assets.ts";

/** How a module asks for a file of a page (`mod/http/page/asset.ts`). */
const ASSET = /\basset\("([^"]+)", import\.meta\.url\)/g;

/**
 * Puts the pages' files in the place of the calls that read them: a compiled program has no files beside it.
 */
export function inlinedAssets(): Plugin {
  return {
    name: "inlined assets",
    transform: {
      filter: { id: /\.ts$/, code: /\basset\("/ },
      handler: (source, id) =>
        source.replace(ASSET, (_, path) => JSON.stringify(assetText(resolve(dirname(id), path)))),
    },
  };
}

function assetText(file: string): string {
  const text = Deno.readTextFileSync(file);
  return file.endsWith(".css") ? shortStyle(text) : text;
}
