import { assert, assertEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { sources } from "../_kit/sources.ts";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));

/** Where files are written or named otherwise, and why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "mod/check/targets/fixture_folder.ts": "a folder of the program's own, before anybody looks at it",
  "mod/lab/runner/run_exercise.ts": "a folder of the program's own, before anybody looks at it",
  "mod/http/files/upload/resumable_upload.ts": "an empty file, which other requests fill",
  "mod/net/unix/unix_stream.ts": "a socket, which is no file",
  "mod/relay/addresses/terminal/link_terminal.ts": "a name for a terminal, which is no file",
  "mod/relay/lock_file.ts": "a lock: to be the one who makes it is what counts",
};

const WRITES = /\bDeno\.(rename|link|symlink|write(Text)?File|copyFile|create)(Sync)?\(/;

Deno.test("files are written and given their names in mod/fs", async () => {
  const wrong: string[] = [];
  const used = new Set<string>();
  let seen = 0;
  for (const top of ["mod", "commands"]) {
    for await (const file of sources(top)) {
      seen++;
      const lines = (await Deno.readTextFile(join(ROOT, file))).split("\n");
      const found = lines.flatMap((line, at) =>
        WRITES.test(line) ? [`${file}:${at + 1} ${line.trim()}`] : []
      );
      if (found.length > 0 && file in ELSEWHERE) used.add(file);
      else if (!file.startsWith("mod/fs/")) wrong.push(...found);
    }
  }
  assert(seen > 400, "hardly any source was found: the search must be broken");
  assertEquals(
    wrong,
    [],
    "a full disk or a kill leaves half a file there: use writeText() for a text that somebody asked for, " +
      "replaceText() for a note of our own (mod/fs/write_text.ts), AtomicFile for what comes in pieces, giveName() " +
      "for a file that is complete",
  );
  assertEquals([...used].sort(), Object.keys(ELSEWHERE).sort(), "these no longer write: remove them here");
});
