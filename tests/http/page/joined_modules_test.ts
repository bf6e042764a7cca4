import { assertEquals, assertThrows } from "@std/assert";
import { joinedModules } from "../../../mod/http/page/joined_modules.ts";
import { LISTING_SCRIPT } from "../../../mod/http/page/listing_script.ts";

/** What the last expression of a script is, in a scope of its own. */
function run(script: string): unknown {
  return new Function(`${script}\nreturn modules;`)();
}

Deno.test("modules are joined into one script, and keep what they do not export to themselves", () => {
  const script = joinedModules([
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
  const script = joinedModules([[
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
      () => joinedModules([["one.js", "export const a = 1;\n"], ["two.js", text]]),
      Error,
      "two.js",
    );
  }
});

Deno.test("the script of a page holds every module that is there for it", async () => {
  const folder = new URL("../../../mod/http/assets/listing/", import.meta.url);
  for await (const { name } of Deno.readDir(folder)) {
    assertEquals(LISTING_SCRIPT.includes(`modules[${JSON.stringify(name)}] = `), true, name);
  }
});
