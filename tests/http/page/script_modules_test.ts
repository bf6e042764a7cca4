import { assertEquals, assertThrows } from "@std/assert";
import { PAGE_MODULES, pageScript } from "../../../mod/http/page/page_script.ts";
import { joinedModules, scriptModules } from "../../../mod/http/page/script_modules.ts";

/** A script of all these modules. */
function joined(modules: [string, string][]): string {
  return joinedModules(scriptModules(modules), modules.map(([name]) => name));
}

/** What the last expression of a script is, in a scope of its own. */
function run(script: string): unknown {
  return new Function(`${script}\nreturn modules;`)();
}

Deno.test("modules are joined into one script, and keep what they do not export to themselves", () => {
  const script = joined([
    [
      "one.js",
      "const SAME = 1;\nexport const one = SAME;\nexport function twice(of) {\n  return 2 * of;\n}\n",
    ],
    [
      "two.js",
      'import { one as first, twice } from "./one.js";\n\nconst SAME = 2;\nexport const four = twice(SAME) * first;\n',
    ],
    ["last.js", 'import {\n  four,\n} from "./two.js";\nexport const five = four + 1;\n'],
  ]);
  assertEquals((run(script) as Record<string, unknown>)["last.js"], { five: 5 });
});

Deno.test("comments that have lines of their own are not sent, and nothing else goes with them", () => {
  const script = joined([[
    "one.js",
    "/** What it is. */\nexport const a = /** @type {any} */ (1);\n/* 1 */ const b = 2;\n// more\n/*\n * more\n */\n" +
    'export const c = [b, "// and // this"];\n',
  ]]);
  assertEquals(script.includes("more") || script.includes("What"), false);
  assertEquals(run(script), { "one.js": { a: 1, c: [2, "// and // this"] } });
});

Deno.test("a module that could not be joined is refused", () => {
  for (
    const text of [
      'import a from "./one.js";\n',
      'import { a } from "./later.js";\n',
      "export default 1;\n",
      "const a = 1;\nexport { a };\n",
      'import { a } from "https://elsewhere.example/one.js";\n',
    ]
  ) {
    assertThrows(
      () => joined([["one.js", "export const a = 1;\n"], ["two.js", text]]),
      Error,
      "two.js",
    );
  }
});

Deno.test("a script has the modules that it begins with, and those that they import", () => {
  const modules = scriptModules([
    ["one.js", "export const one = 1;\n"],
    ["other.js", "export const other = 0;\n"],
    ["two.js", 'import { one } from "./one.js";\nexport const two = 2 * one;\n'],
    ["four.js", 'import { two } from "./two.js";\nexport const four = 2 * two;\n'],
  ]);
  const made = (...begins: string[]) => Object.keys(run(joinedModules(modules, begins)) as object);
  assertEquals(made("four.js"), ["one.js", "two.js", "four.js"]);
  assertEquals(made("two.js", "other.js"), ["one.js", "other.js", "two.js"]);
});

Deno.test("every module that is there for pages is in one of them, and each page has its own part", async () => {
  const names = (script: string) =>
    [...script.matchAll(/^modules\["(\w+\.js)"\] = /gm)].map(([, name]) => name!);
  const folder = new URL("../../../mod/http/assets/listing/", import.meta.url);
  const there = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
  assertEquals(names(pageScript(["browse", "organize", "send"])).sort(), there);
  assertEquals(PAGE_MODULES.map(({ name }) => name).sort(), there);
  assertEquals(pageScript([]), "");
  const [reading, sending] = [names(pageScript(["browse"])), names(pageScript(["send"]))];
  assertEquals([reading.includes("viewer.js"), reading.includes("tus_upload.js")], [true, false]);
  assertEquals([sending.includes("viewer.js"), sending.includes("tus_upload.js")], [false, true]);
});
