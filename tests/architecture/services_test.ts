import { assertEquals } from "@std/assert";

const ROOT = new URL("../../", import.meta.url);

/** Services whose tests lie elsewhere, and where. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  lab: "tests/e2e/lab", // what it says is there to be measured, and is tried with the program
};

Deno.test("every service has its tests", () => {
  const lacking = names("mod/services/", ({ isDirectory }) => isDirectory)
    .map((name) => ELSEWHERE[name] ?? `tests/services/${name}`)
    .filter((folder) => !hasTests(`${folder}/`));
  assertEquals(
    lacking,
    [],
    "write a ..._test.ts into each of these folders that gives the service its bytes whole and one at a time, as " +
      "tests/services/echo does",
  );
});

function hasTests(folder: string): boolean {
  try {
    return names(folder, ({ name }) => name.endsWith("_test.ts")).length > 0;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function names(folder: string, wanted: (entry: Deno.DirEntry) => boolean): string[] {
  return [...Deno.readDirSync(new URL(folder, ROOT))].filter(wanted).map(({ name }) => name);
}
