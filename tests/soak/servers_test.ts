import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { registry } from "../../commands/registry.ts";
import { baseName, filesBelow } from "../../soak/_kit/read_folder.ts";

/** Services that the soak leaves out, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  lab: "plays one exercise for one reader",
};

const files = (folder: string) => filesBelow(new URL(`../../soak/${folder}/`, import.meta.url));

Deno.test("the soak has servers of every service", () => {
  const services = registry.flatMap((each) =>
    "commands" in each && each.commands.some(({ verb }) => verb === "serve") ? [each.name] : []
  );
  const known = files("servers").map((file) => baseName(file).replace(/\.ts$/, ""));
  assertEquals(
    services.filter((name) => !known.includes(name) && !(name in LEFT_OUT)).map((name) =>
      `${name}: write soak/servers/${name}.ts, whose default export makes its servers (as soak/servers/calc.ts does), ` +
      "and a load for it in soak/loads/; or say in tests/soak/servers_test.ts why it is left out"
    ),
    [],
  );
});

Deno.test("docs/soak.md names every fault, and no other", async () => {
  const page = await Deno.readTextFile(fromFileUrl(new URL("../../docs/soak.md", import.meta.url)));
  const [, table = ""] = /\n## The faults\n(.*?)\n## /s.exec(page) ?? [];
  const rows = [...table.matchAll(/^\| ([\w -]+?) +\|/gm)].map(([, name]) => name!).filter((name) =>
    name !== "fault"
  );
  const faults = await Promise.all(
    files("faults").map(async (file) => (await import(file.href)).default.name as string),
  );
  assertEquals(
    rows.filter((name) => /\w/.test(name)).toSorted(),
    faults.toSorted(),
    "the table of docs/soak.md has a row for each file in soak/faults/",
  );
});
