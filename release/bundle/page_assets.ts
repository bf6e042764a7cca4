import type { Plugin } from "npm:rolldown@1.3.2";
import { minifySync } from "npm:rolldown@1.3.2/utils";
import { PAGE_MODULES } from "../../mod/http/page/page_script.ts";
import type { ScriptModule } from "../../mod/http/page/script_modules.ts";

/** Where the modules of the pages' script are made (`mod/http/page/page_script.ts`). */
const MODULES = /\bscriptModules\(\[\n[^]*?\n\]\)/;

/**
 * Puts the parts of the pages' script, made short, in the place of the call that makes them: whoever opens a
 * page downloads them, and a start need not make them.
 */
export function pageScripts(): Plugin {
  return {
    name: "page scripts",
    transform: { filter: { id: /[\\/]http[\\/]page[\\/]page_script\.ts$/ }, handler: withShortModules },
  };
}

/** The module that makes the parts, with the short ones in it. @throws {Error} when it does not make them */
export function withShortModules(source: string): string {
  if (!MODULES.test(source)) throw new Error("page_script.ts: its scriptModules([…]) was not found");
  return source.replace(MODULES, () => JSON.stringify(shortModules()));
}

/** The parts of the pages' script, without what only their readers need. */
export function shortModules(): ScriptModule[] {
  return PAGE_MODULES.map((module) => ({ ...module, code: short(module) }));
}

function short({ name, code }: ScriptModule): string {
  const { code: made, errors } = minifySync(name, code, { module: false });
  if (errors.length > 0) throw new Error(`${name}: ${errors[0]!.message}`);
  return `${made.trimEnd()}\n`;
}

/** A style sheet as it is formatted here, without what only its readers need. */
export function shortStyle(text: string): string {
  return text.replace(/\/\*[^]*?\*\//g, "")
    .replace(/(?<=[{};,])\s*\n\s*/g, "").replace(/\s*\n\s*/g, " ")
    .replace(/ \{/g, "{").replace(/;\}/g, "}").replace(/(?<=[{;])([\w-]+): /g, "$1:").trim();
}
