import { dirname, resolve } from "@std/path";
import type { Plugin } from "npm:rolldown@1.3.2";

/** `new URL("./worker.ts", import.meta.url)`: a module beside this one. */
const BESIDE = /(?<!'[^'\n]*)new URL\("(\.[^"]+\.ts)", import\.meta\.url\)/g;
/** `module: import.meta.url`: this module itself, by which a service is found from another isolate. */
const ITSELF = /\bmodule: import\.meta\.url/g;
/** A text that shows how it is written: with quotation marks in it, it stands between apostrophes. */
const SHOWN = /'[^'\n]*'/g;
/** A comment, which may show how it is written. */
const COMMENT = /\/\*\*[^]*?\*\//g;

/**
 * Workers and services are loaded by their URL. Each such module becomes a file of its own in the bundle, and
 * the URL that of this file, wherever in the bundle the code that has it lies.
 */
export function loadedByUrl(): Plugin {
  return {
    name: "loaded by URL",
    transform: {
      filter: { id: /\.ts$/, code: /import\.meta\.url/ },
      handler(source, id) {
        const code = source.replace(COMMENT, "");
        refuseOtherUrls(code, id);
        const urlOf = (module: string) =>
          `import.meta.ROLLUP_FILE_URL_${
            this.emitFile({ type: "chunk", id: module, preserveSignature: "strict" })
          }`;
        return code
          .replace(BESIDE, (_, beside) => `new URL(${urlOf(resolve(dirname(id), beside))})`)
          .replace(ITSELF, () => `module: ${urlOf(id)}`);
      },
    },
  };
}

/** Any other use of a module's own URL would silently mean something else in a bundle. */
function refuseOtherUrls(code: string, id: string): void {
  const rest = code.replace(BESIDE, "").replace(ITSELF, "").replace(SHOWN, "");
  // The few files that look for the sources know that a compiled program has none.
  if (!rest.includes("import.meta.url") || rest.includes("Deno.build.standalone")) return;
  throw new Error(`Cannot bundle ${id}: it uses import.meta.url in a way that release/bundle does not know`);
}
