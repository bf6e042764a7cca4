import { assert, assertEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { sources } from "../_kit/sources.ts";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));
const HELPER = "mod/net/connection/on_abort.ts";

Deno.test("what is to happen when a signal is aborted is said by onAbort(), which asks whether it is already", async () => {
  const wrong: string[] = [];
  let seen = 0;
  for (const top of ["mod", "commands"]) {
    for await (const file of sources(top)) {
      seen++;
      const text = await Deno.readTextFile(join(ROOT, file));
      if (file !== HELPER && /addEventListener\(\s*"abort"/.test(text)) wrong.push(file);
    }
  }
  assert(seen > 400, "hardly any source was found: the search must be broken");
  assertEquals(
    wrong,
    [],
    `use onAbort() of ${HELPER}: a listener of a signal that is aborted already is never called`,
  );
});
