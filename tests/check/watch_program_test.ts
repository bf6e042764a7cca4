import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { changed, type FileStates, lookAt } from "../../mod/check/command/watch_program.ts";
import { TempFolder } from "../_kit/temp_folder.ts";

Deno.test("the files that a command names are watched, and those beside them with the same ending", () => {
  using temp = new TempFolder();
  for (const name of ["server.py", "lines.py", "log.txt", "notes.md"]) temp.write(name, "x");
  const server = join(temp.path, "server.py");
  const paths = [...lookAt(["python3", server, "{port}"]).keys()];
  assertEquals(paths, [server, join(temp.path, "lines.py")]);
  const binary = temp.write("server", "x");
  assertEquals([...lookAt([binary]).keys()], [binary]);
});

Deno.test("a change counts when the files stand still again, and are there", async () => {
  const looks = ["a", "a", "", "b", "c", "c"];
  const states = (state: string): FileStates => new Map(state === "" ? [] : [["server.py", state]]);
  let look = 0;
  await changed(states("a"), () => states(looks[look++]!), () => Promise.resolve());
  assertEquals(look, looks.length);
});
