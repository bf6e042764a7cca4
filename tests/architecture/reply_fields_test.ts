import { assert, assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";

/**
 * A field of HTTP is a promise to programs that are not ours: what is sent has a test that names it. Taking the
 * field away, or spelling it in another way, would be noticed by nobody otherwise.
 */
const ROOT = fromFileUrl(new URL("../../", import.meta.url));
const SENDERS = ["mod/http", "mod/services/chat/web"];

/** How a field is made: `["retry-after", …]`, on one line or on two. */
const MADE = /\[\s*"([a-z]+(?:-[a-z]+)*)",/g;
/** What stands in such a list and is no field. */
const NO_FIELDS = ["dragenter", "dragleave", "localhost", "zip"];

Deno.test("every field of HTTP that is sent is named in a test", () => {
  const tests = sources("tests").filter((path) => path !== "tests/architecture/reply_fields_test.ts")
    .map((path) => Deno.readTextFileSync(ROOT + path).toLowerCase()).join("\n");
  const sent = SENDERS.flatMap(sources).filter((path) => path.endsWith(".ts")).flatMap((path) =>
    [...Deno.readTextFileSync(ROOT + path).matchAll(MADE)].map(([, field]) => ({ path, field: field! }))
  ).filter(({ field }) => !NO_FIELDS.includes(field));
  assert(sent.length > 40, "hardly any field was found: the search must be broken");
  assertEquals(
    sent.filter(({ field }) => !tests.includes(field)).map(({ path, field }) => `${path}: ${field}`),
    [],
    "no test names these fields: hold in tests/http (or in the table of tests/e2e/files/reply_fields_test.ts) " +
      "which replies have them, and with which value",
  );
});

function sources(folder: string): string[] {
  return [...Deno.readDirSync(ROOT + folder)].flatMap(({ name, isDirectory }) =>
    isDirectory ? sources(`${folder}/${name}`) : /\.(ts|sh|py)$/.test(name) ? [`${folder}/${name}`] : []
  );
}
