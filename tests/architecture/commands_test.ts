import { assertEquals } from "@std/assert";
import { registry } from "../../commands/registry.ts";
import { NAMED_FILE } from "../../release/program_files.ts";

const COMMANDS = new URL("../../commands/", import.meta.url);

/** What lies in commands/ besides a file for each verb. */
const OTHERS = [
  "options", // tables of options that several verbs share, and what is wired with them
  "pages", // what `netlab help PAGE` shows
  "topics", // what `netlab help TOPIC` says
  "registry.ts",
];

/** The other half of a verb whose two halves have little in common. */
const HALVES = [
  "files/get_urls.ts", // `files get` from the web; files/get.ts asks one of our own servers
  "files/get_tree.ts", // `files get -r`
  "files/put_tree.ts", // `files put DIR`
];

Deno.test("what is typed as netlab GROUP VERB lies at commands/GROUP/VERB.ts", async () => {
  const wanted = registry.flatMap((entry) =>
    "commands" in entry ? entry.commands.map(({ verb }) => `${entry.name}/${verb}.ts`) : `${entry.verb}.ts`
  ).filter((file) => file !== "socat.ts"); // another name of relay
  const found = await filesIn(COMMANDS);
  assertEquals(
    wanted.filter((file) => !found.includes(file)),
    [],
    "a verb of commands/registry.ts has no file of its name: move its command to commands/GROUP/VERB.ts",
  );
  assertEquals(
    found.filter((file) => !wanted.includes(file) && !HALVES.includes(file)),
    [],
    "a file of commands/ is no verb of commands/registry.ts: a new verb has its entry there; an option table that several verbs share goes into " +
      "commands/options, everything else into the room of mod/ whose matter it is",
  );
});

Deno.test("a verb is loaded from the file of its name", () => {
  const source = Deno.readTextFileSync(new URL("registry.ts", COMMANDS));
  const entries = source.matchAll(/verb: "([\w-]+)",[^{}]*?load: namedFile\("([^"]+)"\)/g);
  const other = [...entries].filter(([, verb, file]) => !file!.endsWith(`/${verb}.ts`) && verb !== "socat");
  assertEquals(other.map(([, verb, file]) => `${verb}: ${file}`), []);
  assertEquals(source.match(NAMED_FILE)!.length > 20, true);
});

/** The files of commands/, relative to it, without {@linkcode OTHERS}. */
async function filesIn(folder: URL, prefix = ""): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  const found = entries.filter(({ name }) => !OTHERS.includes(prefix + name)).map(({ name, isDirectory }) =>
    isDirectory ? filesIn(new URL(`${name}/`, folder), `${prefix}${name}/`) : [prefix + name]
  );
  return (await Promise.all(found)).flat().sort();
}
