import { assert, assertEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { everyCommand } from "../../docs/_kit/every_command.ts";

/**
 * What nobody uses: a file that no other file names, an option of a command whose value nobody reads. Neither
 * fails a type check, and a user who types the option is told nothing either.
 */
const ROOT = fromFileUrl(new URL("../../", import.meta.url));

Deno.test("every file of mod and commands is named by another file", () => {
  const files = ["mod", "commands"].flatMap((folder) => filesBelow(folder));
  assert(files.length > 500, "hardly any file was found: the search must be broken");
  const named = new Set(
    [
      ...files,
      ...["main.ts", "deno.json"],
      ...["release", "examples"].flatMap((folder) => filesBelow(folder)),
    ]
      .flatMap(namedIn),
  );
  assertEquals(
    files.filter((file) => !named.has(file)).map((file) =>
      `${file}: import it where it belongs, or remove it`
    ),
    [],
  );
});

/** The files that a file names by their place beside it: what it imports, loads or reads. */
function namedIn(file: string): string[] {
  return [...read(file).matchAll(/"(\.{1,2}\/[^"\n]+)"/g)].map(([, path]) =>
    join(file, "..", path!).replaceAll("\\", "/")
  );
}

/** What is handed on as a whole is read there. */
const READERS = ["commands", "mod/check", "mod/lab"];

Deno.test("every option of a command is read", async () => {
  const readers = READERS.flatMap((folder) => filesBelow(folder)).filter((file) => file.endsWith(".ts")).map(
    read,
  )
    .join("\n");
  const options = [...await everyCommand()].flatMap(([command, table]) =>
    "runRaw" in table ? [] : Object.keys(table.options).map((option) => ({ command, option }))
  );
  assert(options.length > 100, "hardly any option was found: the search must be broken");
  assertEquals(
    options.filter(({ option }) => !isRead(readers, option)).map(({ command, option }) =>
      `--${option} of ${command}: nobody reads options${
        /^\w+$/.test(option) ? `.${option}` : `["${option}"]`
      }`
    ),
    [],
    `give these options their effect in commands/ (or ${
      READERS.slice(1).join(", ")
    }), or take their rows away`,
  );
});

Deno.test("an option that is only in its table counts as unread", () => {
  const table = 'plain: flag({ help: "" }),\n  "of-two": text({ help: "" }),';
  assertEquals([isRead(table, "plain"), isRead(table, "of-two")], [false, false]);
  const uses = [
    "options.plain",
    "const { first, plain } = options",
    'options["of-two"]',
    '{ "of-two": two }',
  ];
  assertEquals(
    uses.map((use) => isRead(use, use.includes("plain") ? "plain" : "of-two")),
    uses.map(() => true),
  );
});

/** As a member, or taken out of the options by its name. */
function isRead(text: string, option: string): boolean {
  const use = /^\w+$/.test(option)
    ? `\\.${option}\\b|[{,]\\s*${option}\\b(?=[^{}();]*\\}\\s*(?:=|:|,))`
    : `\\["${option}"\\]|[{,]\\s*"${option}":\\s*\\w+\\s*[,}]`;
  return new RegExp(use).test(text);
}

function filesBelow(folder: string): string[] {
  return [...Deno.readDirSync(ROOT + folder)].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesBelow(`${folder}/${name}`) : [`${folder}/${name}`]
  );
}

function read(file: string): string {
  return Deno.readTextFileSync(ROOT + file);
}
