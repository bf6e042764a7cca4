import { assertEquals, assertThrows } from "@std/assert";
import { removeNameSync } from "../../mod/fs/remove_name.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { POSIX, testOn } from "../_kit/test_on.ts";

testOn(
  POSIX,
  "links are for administrators there",
  "removeNameSync() removes names, and never a folder",
  () => {
    using folder = new TempFolder();
    const file = folder.write("file", "kept");
    const empty = `${folder.path}/empty`;
    Deno.mkdirSync(empty);
    for (const target of [file, empty, `${folder.path}/nothing`]) {
      const link = `${folder.path}/link`;
      Deno.symlinkSync(target, link);
      removeNameSync(link);
      assertThrows(() => Deno.lstatSync(link), Deno.errors.NotFound);
    }
    assertEquals(Deno.readTextFileSync(file), "kept");
    assertThrows(() => removeNameSync(empty), Deno.errors.IsADirectory);
    assertEquals(Deno.statSync(empty).isDirectory, true);
    removeNameSync(file);
    assertThrows(() => removeNameSync(file), Deno.errors.NotFound);
  },
);
