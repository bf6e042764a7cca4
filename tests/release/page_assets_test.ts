import { assert, assertEquals, assertThrows } from "@std/assert";
import { gzipSync } from "node:zlib";
import { PAGE_MODULES, pageScript } from "../../mod/http/page/page_script.ts";
import { pageStyle } from "../../mod/http/page/page_style.ts";
import { joinedModules, type ScriptModule } from "../../mod/http/page/script_modules.ts";
import { shortModules, shortStyle, withShortModules } from "../../release/bundle/page_assets.ts";

/** What a server may send before it hears from the client: ten packets (RFC 6928), without HTTP's own part. */
const FIRST_PACKETS = 10 * 1460 - 1000;

Deno.test("the parts of the pages' script are put short into the program, and are the same", () => {
  const short = shortModules();
  assertEquals(
    short.map(({ name, needs }) => ({ name, needs })),
    PAGE_MODULES.map(({ name, needs }) => ({ name, needs })),
  );
  const names = (modules: readonly ScriptModule[]) => modules.map(({ name }) => name);
  const all = joinedModules(short, names(short));
  new Function(all); // it can be read
  for (const name of names(short)) {
    assert(all.includes(`modules[\`${name}\`]=`) || all.includes(`modules["${name}"]=`), name);
  }
  const source =
    'export const PAGE_MODULES = scriptModules([\n  ["a.js", asset("a.js", import.meta.url)],\n]);\n';
  assertEquals(withShortModules(source), `export const PAGE_MODULES = ${JSON.stringify(short)};\n`);
  assertThrows(() => withShortModules("export const MODULES = [];"), Error, "was not found");
});

Deno.test("a style sheet that is made short says the same", () => {
  const text =
    "/* a */\na,\nb > c {\n  color: red;\n  margin: 0 auto;\n}\n@media (min-width:3rem) {\n  .x :disabled {\n" +
    "    --y: 1;\n  }\n}\n";
  assertEquals(
    shortStyle(text),
    "a,b > c{color:red;margin:0 auto}@media (min-width:3rem){.x :disabled{--y:1}}",
  );
});

Deno.test("the page of a folder to look through leaves in the first packets, and others are not much larger", () => {
  const weight = (begins: string[], features: Parameters<typeof pageStyle>[0]) =>
    gzipSync(
      (begins.length === 0 ? "" : joinedModules(shortModules(), begins)) + shortStyle(pageStyle(features)),
    )
      .length;
  const [note, reading] = [weight([], []), weight(["browse.js"], ["browse"])];
  assert(note < 3000 && reading < FIRST_PACKETS, `${note}, ${reading} bytes`);
  const everything = weight(["browse.js", "organize_here.js", "send_here.js"], [
    "browse",
    "organize",
    "send",
  ]);
  assert(everything < 2 * FIRST_PACKETS, `${everything} bytes`);
  assert(pageScript(["browse"]).length < pageScript(["browse", "organize", "send"]).length / 2);
});
