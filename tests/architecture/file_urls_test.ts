import { assert, assertEquals } from "@std/assert";
import { fromFileUrl, join, relative } from "@std/path";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));
const FOLDERS = ["mod", "commands", "tests", "bench", "soak", "release", "examples", "docs", "std"];
const SELF = "tests/architecture/file_urls_test.ts";

/** What makes a URL out of a path, or the other way round, by hand; and what to write instead. */
const BY_HAND: readonly [pattern: RegExp, instead: string][] = [
  [/file:\/\/\/?\$\{/, "toFileUrl(path): a blank, # % or a drive in the path would change the URL"],
  [
    /["'`]file:\/\/\/?["'`]\s*\+/,
    "toFileUrl(path): a blank, # % or a drive in the path would change the URL",
  ],
  [/import\.meta\.url\)\s*\.pathname/, "fromFileUrl(new URL(…)): a pathname is /C:/a%20b"],
  [/Deno\.mainModule\)?\.(pathname|slice|replace)/, "fromFileUrl(Deno.mainModule): a pathname is /C:/a%20b"],
];

Deno.test("no path becomes a URL, and no URL a path, by hand", () => {
  const files = FOLDERS.flatMap((folder) => [...sources(join(ROOT, folder))]);
  assert(files.length > 500, "hardly any file was found: the search must be broken");
  const wrong = files.flatMap((file) => {
    const name = relative(ROOT, file).replaceAll("\\", "/");
    if (name === SELF) return [];
    return Deno.readTextFileSync(file).split("\n").flatMap((line, at) =>
      BY_HAND.filter(([pattern]) => pattern.test(line)).map(([, instead]) =>
        `${name}:${at + 1} write ${instead}`
      )
    );
  });
  assertEquals(wrong, []);
});

Deno.test("the guard knows what it looks for", () => {
  const lines = [
    "new URL(`file://${path}`)",
    'new URL("file://" + path)',
    'new URL("./x.ts", import.meta.url).pathname',
    "new URL(Deno.mainModule).pathname",
  ];
  for (const line of lines) assert(BY_HAND.some(([pattern]) => pattern.test(line)), line);
});

function* sources(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (isDirectory && name !== "node_modules") yield* sources(join(folder, name));
    else if (/\.(ts|js|mjs)$/.test(name)) yield join(folder, name);
  }
}
