import { join } from "@std/path";
import type { Plugin } from "npm:rolldown@1.3.2";

/** The name of a module that has nothing but a compressed page. */
const PACKED = "netlab-page:";

/**
 * Puts the pages of the documentation into the bundle: a file each, which is read when somebody asks for that
 * page, compressed (DEFLATE, RFC 1951) and in base64, as JavaScript has no other text for bytes.
 */
export function packedPages(root: string): Plugin {
  return {
    name: "packed pages",
    resolveId: {
      filter: { id: /^netlab-page:/ },
      handler: (id) => id,
    },
    load: {
      filter: { id: /^netlab-page:/ },
      handler: async (id) => `export default "${await packed(join(root, id.slice(PACKED.length)))}";`,
    },
    transform: {
      filter: { id: /[\\/]commands[\\/]pages[\\/]page_source\.ts$/ },
      handler: async () => unpacking(await pageFiles(root)),
    },
  };
}

/** The module that takes the place of the one that reads files. */
function unpacking(files: readonly string[]): string {
  const loads = files.map((file) =>
    `${JSON.stringify(file)}: () => import(${JSON.stringify(PACKED + file)})`
  );
  return `const PAGES = { ${loads.join(", ")} };
export async function pageSource(file) {
  const bytes = Uint8Array.from(atob((await PAGES[file]()).default), (character) => character.charCodeAt(0));
  return await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
}
`;
}

/** Everything that a page may be made of, below the root. */
async function pageFiles(root: string): Promise<string[]> {
  const files = ["README.md", "README.fr.md"];
  for (const folder of ["docs", "docs/images"]) {
    for await (const { name } of Deno.readDir(join(root, folder))) {
      if (/\.(?:md|svg)$/.test(name)) files.push(`${folder}/${name}`);
    }
  }
  return files.sort();
}

async function packed(file: string): Promise<string> {
  const stream = new Blob([await Deno.readFile(file)]).stream().pipeThrough(
    new CompressionStream("deflate-raw"),
  );
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
