/**
 * The text of a file of a page: HTML, style or script, which lie beside the modules as what they are, so that they are
 * formatted, linted and type-checked (`deno task check`).
 *
 * From source it is read where the module that wants it is loaded, before any permission is dropped. In the bundle it stands
 * in the place of the call (`release/bundle/inlined_assets.ts`), which therefore takes nothing but a path in double quotes and
 * `import.meta.url`.
 *
 * @param path from the module to the file
 * @param module the URL of the module
 */
export function asset(path: string, module: string): string {
  return Deno.readTextFileSync(new URL(path, module));
}
