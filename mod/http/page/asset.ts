/**
 * The text of a file of a page: HTML, style or script, which are real files next to the modules, so
 * that they are formatted, linted and type-checked (`deno task check`).
 *
 * From source, it is read when the module that needs it is loaded, before any permission is
 * dropped. In the bundle, the text replaces the call (`release/bundle/inlined_assets.ts`), so the
 * call may only have a path in double quotes and `import.meta.url`.
 *
 * @param path from the module to the file
 * @param module the URL of the module
 */
export function asset(path: string, module: string): string {
  return Deno.readTextFileSync(new URL(path, module));
}
