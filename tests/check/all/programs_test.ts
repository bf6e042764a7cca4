import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { findPrograms, mainFile } from "../../../mod/check/all/programs.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

Deno.test("of a student's files the one to start is called after the service, then a server, then what begins", () => {
  const cases: [string[], string | undefined][] = [
    [["client.py", "echo.py", "server.py"], "echo.py"],
    [["client.py", "serveur.py"], "serveur.py"],
    [["Lines.java", "Main.java"], "Main.java"],
    [["b.c", "a.c"], "a.c"],
    [[], undefined],
  ];
  for (const [files, wanted] of cases) assertEquals(mainFile(files, "echo"), wanted);
});

Deno.test("programs are found in a class, in folders of students, and side by side", () => {
  const found = (dir: string) => findPrograms(dir, "echo", false).map(({ name, file }) => `${name} ${file}`);
  using temp = new TempFolder();
  for (
    const file of ["Ginette/server.py", "Roger/echo.c", "Roger/notes.txt", "Empty/notes.txt", ".git/hook.py"]
  ) {
    temp.write(`hand-ins/${file}`, "x");
  }
  const expected = ["Ginette server.py", "Roger echo.c"];
  assertEquals(found(temp.path), expected);
  assertEquals(found(join(temp.path, "hand-ins")), expected);
  using beside = new TempFolder();
  for (const file of ["ginette.py", "roger.js", "notes.txt"]) beside.write(file, "x");
  assertEquals(found(beside.path), ["ginette ginette.py", "roger roger.js"]);
});
