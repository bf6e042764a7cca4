import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { type OutputChunk, rolldown } from "npm:rolldown@1.3.2";
import { bundle } from "../../release/bundle/bundle.ts";
import { loadedByUrl } from "../../release/bundle/loaded_by_url.ts";
import { programFiles } from "../../release/program_files.ts";
import { TempFolder } from "../_kit/temp_folder.ts";

/** What is loaded together with a file, and from which modules of the runtime, before its first line runs. */
function loadedWith(name: RegExp, files: readonly OutputChunk[]): { files: string[]; outside: string[] } {
  const left = files.filter(({ fileName }) => name.test(fileName)).map(({ fileName }) => fileName);
  assert(left.length > 0, `no file is called ${name}`);
  const seen = new Set<string>();
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    left.push(...files.find(({ fileName }) => fileName === file)?.imports ?? []);
  }
  const inside = [...seen].filter((file) => file.endsWith(".js"));
  return { files: inside, outside: [...seen].filter((file) => !inside.includes(file)) };
}

/** Every service, by its folder. */
function services(): string[] {
  const folders = [...Deno.readDirSync(new URL("../../mod/services/", import.meta.url))];
  const found = folders.filter(({ isDirectory }) => isDirectory).map(({ name }) => name);
  assert(found.length >= 6, "hardly any service was found: the search must be broken");
  return found;
}

Deno.test("a start loads few files of the bundle, and nothing of Node", async (t) => {
  using folder = new TempFolder();
  const files = await bundle(join(folder.path, "bundle"));

  await t.step("every start", () => {
    const { files: loaded, outside } = loadedWith(/^main\.js$/, files);
    assertEquals([loaded.map((each) => each.replace(/-.*/, "")).sort(), outside], [["main.js", "start"], []]);
  });

  await t.step("echo serve", () => {
    const { files: loaded, outside } = loadedWith(/^(main|echo_serve|parse_command_line|events)\b/, files);
    assert(loaded.length <= 6, loaded.join());
    assertEquals(outside, []);
  });

  await t.step("every command is in it", () => {
    const inside = files.flatMap(({ moduleIds }) => moduleIds).map((id) => id.replaceAll("\\", "/"));
    const commands = programFiles();
    assert(commands.length > 25, "hardly any command was found: the search must be broken");
    assertEquals(commands.filter((each) => !inside.some((id) => id.endsWith(`/${each}`))), []);
  });

  await t.step("what is loaded by its URL is a file that exports what it is loaded for", () => {
    const entry = (end: string) =>
      files.find(({ isEntry, facadeModuleId }) =>
        isEntry && facadeModuleId?.replaceAll("\\", "/").endsWith(end)
      );
    for (const service of services()) {
      assert(
        entry(`mod/services/${service}/service.ts`)?.exports.includes("default"),
        `mod/services/${service}/service.ts: its default export is the service, with module: import.meta.url`,
      );
    }
    for (
      const worker of [
        "server/workers/isolate/worker_entry",
        "services/prime/prime_worker",
        "services/calc/calc_worker",
      ]
    ) {
      assert(entry(`mod/${worker}.ts`) !== undefined, worker);
    }
  });
});

Deno.test("a module that uses its own URL in a way that the bundle would not keep is refused", async () => {
  using folder = new TempFolder();
  const file = folder.write("own.ts", "/** import.meta.url */\nconsole.log(import.meta.url);\n");
  await assertRejects(
    async () => {
      await using build = await rolldown({ input: file, plugins: [loadedByUrl()] });
      await build.generate();
    },
    Error,
    "uses import.meta.url in a way that release/bundle does not know",
  );
});
