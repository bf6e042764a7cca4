/*
The script of a page is written as modules, and sent as one script in the page, so that nothing has to be
fetched for it. Each module becomes a function of its own: what it does not export, no other sees, and two
modules may use the same name for different things. A page gets the modules that it begins with and those that
they import.
*/

/** A module as a part of a script. */
export interface ScriptModule {
  readonly name: string;
  /** The names of those that it imports. */
  readonly needs: readonly string[];
  readonly code: string;
}

/** `import { a, b as c } from "./module.js";` at the beginning of a line; the module may lie in another folder. */
const IMPORT = /^import \{([^}]*)\} from "\.{1,2}\/(?:[^"]*\/)?([^"/]+)";\n/gm;
/** What is declared behind an `export`. */
const EXPORT = /^export (?=(?:async )?(?:function\*?|const|let|class) (\w+))/gm;
/** Anything else that only a module may say. */
const NOT_JOINED = /^(?:import|export)\b.*/m;
/** Comments that have lines of their own: readers of the page do without them. */
const COMMENT = /^[ \t]*(?:\/\*(?:(?!\*\/)[^])*\*\/|\/\/.*)\n/gm;

/**
 * Makes parts of a script out of modules.
 *
 * @param modules file names and texts, each behind those that it imports. They use no import but
 *   `import { name } from "./module.js"` and export where they declare. No two have the same file name, even if they
 *   lie in different folders.
 * @throws {Error} about a module that does not keep to that
 */
export function scriptModules(
  modules: readonly (readonly [name: string, text: string])[],
): readonly ScriptModule[] {
  const names = modules.map(([name]) => name);
  return modules.map(([name, text], at) => scriptModule(name, text, names.slice(0, at)));
}

/** One script out of the modules with which it begins, in the order of all, and what they import. */
export function joinedModules(modules: readonly ScriptModule[], begins: readonly string[]): string {
  const wanted = new Set(begins);
  for (const { name, needs } of modules.toReversed()) {
    if (wanted.has(name)) { for (const need of needs) wanted.add(need); }
  }
  const code = modules.filter(({ name }) => wanted.has(name)).map((module) => module.code);
  return `"use strict";\nconst modules = {};\n${code.join("")}`;
}

function scriptModule(name: string, text: string, before: readonly string[]): ScriptModule {
  const exported: string[] = [];
  const needs: string[] = [];
  const body = text.replace(COMMENT, "")
    .replace(IMPORT, (_, list: string, from: string) => {
      if (!before.includes(from)) throw new Error(`${name} imports ${from}, which has to stand before it`);
      needs.push(from);
      return `const {${list.replace(/ as /g, ": ")}} = modules[${JSON.stringify(from)}];\n`;
    })
    .replace(EXPORT, (_, declared: string) => {
      exported.push(declared);
      return "";
    });
  const left = NOT_JOINED.exec(body)?.[0];
  if (left !== undefined) throw new Error(`${name}: this cannot be joined with other modules: ${left}`);
  const names = exported.join(", ");
  const code = `modules[${JSON.stringify(name)}] = (() => {\n${body}return { ${names} };\n})();\n`;
  return { name, needs, code };
}
