import { assert, assertEquals } from "@std/assert";
import { registry } from "../../commands/registry.ts";
import { serveOptions } from "../../commands/options/serve_options.ts";
import { everyCommand } from "../../docs/_kit/every_command.ts";
import type { AnyCommand } from "../../mod/cli/command.ts";
import { pathOf } from "./pages.ts";

/** What a shell needs once; docs/install.md tells of it. */
const NOT_IN_TABLES = ["completions"];

/** Commands that other pages tell of than that of their group. */
const TOLD_ELSEWHERE = /^check /;

const commands = await everyCommand();

for (const readme of ["README.md", "README.fr.md"]) {
  Deno.test(`the table of ${readme} has a row for each group of commands`, async () => {
    const rows = rowsOf(await Deno.readTextFile(pathOf(readme)));
    const missing = registry.map((each) => "commands" in each ? each.name : each.verb)
      .filter((name) => name !== "socat" && !NOT_IN_TABLES.includes(name))
      .filter((name) => !rows.some((row) => row.includes(`\`netlab ${name} `)));
    assertEquals(
      missing,
      [],
      `write a row with \`netlab NAME …\` for each of these in README.md and README.fr.md`,
    );
  });
}

Deno.test("the table of docs/README.md names every command", async () => {
  const rows = rowsOf(await Deno.readTextFile(pathOf("docs/README.md")));
  const missing = [...commands.keys()].filter((name) => !NOT_IN_TABLES.includes(name)).filter((name) => {
    const [group, verb = group] = name.split(" ");
    return !rows.some((row) => row.includes(`\`netlab ${group}`) && row.includes(`${verb}\``));
  });
  assertEquals(missing, [], "write each of these into the row of its page in docs/README.md");
});

Deno.test("every command with options has their table in a page of docs/", async () => {
  const pages = [...Deno.readDirSync(pathOf("docs"))].filter(({ name }) => name.endsWith(".md"));
  const text = (await Promise.all(pages.map(({ name }) => Deno.readTextFile(pathOf(`docs/${name}`))))).join(
    "\n",
  );
  const missing = [...commands].filter(([name]) => !TOLD_ELSEWHERE.test(name) && name !== "socat")
    .filter(([, command]) => "runRaw" in command || hasOptions(command))
    .map(([name]) => `<!-- options of ${name} -->`).filter((mark) => !text.includes(mark));
  assertEquals(
    missing,
    [],
    "write each mark into the page of its command, and <!-- end of options --> below; deno task docs fills it in",
  );
});

Deno.test("--mode is offered by the services without a memory of their own, and docs/modes.md names them", async () => {
  const servers = [...commands].filter(([name]) => name.endsWith(" serve") && name !== "lab serve");
  const offering = servers.filter(([, command]) => !(command as AnyCommand).options.mode?.hidden)
    .map(([name]) => name.split(" ")[0]!);
  for (const [name] of servers) {
    const service = name.split(" ")[0]!;
    const { state } = (await import(`../../mod/services/${service}/service.ts`)).default;
    const options = state === "shared" ? "oneLoopOptions" : "serveOptions";
    assertEquals(
      offering.includes(service),
      state !== "shared",
      `the state of ${service} is "${state}": let commands/${service}/serve.ts spread ${options}`,
    );
  }
  const [, told] = /^Every stateless service of netlab \((.*?)\)/m.exec(
    await Deno.readTextFile(pathOf("docs/modes.md")),
  )!;
  assertEquals(
    told!.replaceAll("`", "").split(", ").sort(),
    offering.sort(),
    "the first line of docs/modes.md names the services that take --mode",
  );
  assert(serveOptions.mode.hidden === undefined);
});

/** The rows of a page's tables. */
function rowsOf(page: string): string[] {
  return page.split("\n").filter((line) => line.startsWith("|"));
}

function hasOptions({ options }: AnyCommand): boolean {
  return Object.entries(options).some(([name, { hidden }]) => name !== "lang" && !hidden);
}
