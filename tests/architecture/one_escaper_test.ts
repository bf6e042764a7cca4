import { assert, assertEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { sources } from "../_kit/sources.ts";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));

/** Where control characters are looked for otherwise, and why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "mod/io/visible_text.ts": "the table",
  "mod/fs/file_name.ts": "which names a file may have, which is more",
  "mod/http/wire/request_head.ts": "what HTTP forbids in a field, which is refused",
  "mod/http/wire/reply_head.ts": "what HTTP forbids in a field",
  "mod/http/files/dav/xml/parse_xml.ts": "what XML forbids in a document, which is refused",
  "mod/http/files/page/readme_html.ts": "what a browser skips in an address",
  "mod/services/chat/room/nickname.ts": "which names a person may have, which is more",
  "mod/terminal/key_decoder.ts": "keys that are pressed",
};

/** A class of a regular expression that looks for control characters or those that turn the direction. */
const LOOKS_FOR_THEM = /\\p\{C|\\p\{Z[lp]|\\u20[26]|\[\\(x00|u0000|0)-/;

Deno.test("what a terminal obeys is known in one place", async () => {
  const wrong: string[] = [];
  const used = new Set<string>();
  let seen = 0;
  for (const top of ["mod", "commands"]) {
    for await (const file of sources(top)) {
      seen++;
      const lines = (await Deno.readTextFile(join(ROOT, file))).split("\n");
      const found = lines.flatMap((line, at) =>
        LOOKS_FOR_THEM.test(line) ? [`${file}:${at + 1} ${line.trim()}`] : []
      );
      if (found.length > 0 && file in ELSEWHERE) used.add(file);
      else wrong.push(...found);
    }
  }
  assert(seen > 400, "hardly any source was found: the search must be broken");
  assertEquals(
    wrong,
    [],
    "use visibleText(), escapeControls(), hexControls(), escapeJson(), replaceUnsafe() or replaceUnseen() of " +
      "mod/io/visible_text.ts, which says what each is for; add a line to tests/io/hostile_texts_test.ts",
  );
  assertEquals([...used].sort(), Object.keys(ELSEWHERE).sort(), "these no longer do: remove them here");
});
