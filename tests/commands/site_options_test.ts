import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { join } from "@std/path";
import serve from "../../commands/files/serve.ts";
import { siteOf } from "../../commands/options/site_options.ts";
import type { AnyCommand } from "../../mod/cli/command.ts";
import { parseCommandLine } from "../../mod/cli/parse_command_line.ts";
import { run } from "../_kit/program/run.ts";
import { TempFolder } from "../_kit/temp_folder.ts";

type Given = Parameters<typeof siteOf>[0] & Record<string, unknown>;

function parsed(args: readonly string[]): Given {
  return parseCommandLine(serve as unknown as AnyCommand, args).options as Given;
}

Deno.test("files serve refuses options of a web site that are wrong", () => {
  for (
    const [args, says] of [
      [["--header", "X A"], '--header needs a header such as "Name: value", not "X A"'],
      [["--header", "A: b", "--header", "Content-Length: 3"], "--header cannot set Content-Length"],
      [["--cors=example.org"], "--cors needs an origin such as https://example.org"],
      [["--path-prefix", "/../x"], "--path-prefix needs a path such as /files"],
      [["--cache", "1.5"], "--cache needs a whole number"],
    ] as const
  ) assertStringIncludes(assertThrows(() => parsed(args), Error).message, says);
});

Deno.test("files serve takes its options of a web site as they are typed", () => {
  const rows: [args: string[], name: string, value: unknown][] = [
    [[], "cors", undefined],
    [["--cors"], "cors", ["*"]],
    [["--cors", "8000"], "cors", ["*"]],
    [["--cors", "*"], "cors", ["*"]],
    [["--cors", "https://A.example", "--cors=http://b:80/"], "cors", ["https://a.example", "http://b"]],
    [["--header", "A: b", "--header=C:d"], "header", [["a", "b"], ["c", "d"]]],
    [["--404", "x"], "not-found", "x"],
    [["--not-found=x"], "not-found", "x"],
    [["--path-prefix", "a/b/"], "path-prefix", "/a/b"],
    [["--cache", "0"], "cache", 0],
  ];
  for (const [args, name, value] of rows) assertEquals(parsed(args)[name], value, args.join(" "));
});

Deno.test("siteOf() finds the pages where they were typed, or in the folder", () => {
  using temp = new TempFolder();
  const site = join(temp.path, "site");
  temp.write("site/lost.html", "");
  const here = temp.write("here.html", "");
  const of = (...args: string[]) => siteOf(parsed(args), site);
  assertEquals(of("--404", "lost.html").notFound, join(site, "lost.html"));
  assertEquals(of("--404", here).notFound, here);
  for (const missing of ["none.html", "../site", ""]) {
    assertThrows(
      () => of(`--404=${missing}`),
      Error,
      `Cannot serve "${missing}": there is no such file`,
    );
  }
  assertThrows(() => of("--spa"), Error, `--spa needs an index.html in "${site}"`);
  temp.write("site/index.htm", "");
  assertEquals(of("--spa"), { index: true, spa: true, notFound: undefined, maxAge: undefined });
  assertEquals(of(), { index: false, spa: false, notFound: undefined, maxAge: undefined });
});

Deno.test("files serve says in a sentence which page is missing, and ends", async () => {
  using temp = new TempFolder();
  const { code, stderr } = await run([
    "files",
    "serve",
    "0",
    "--dir",
    temp.path,
    "--http-port",
    "0",
    "--spa",
  ]);
  assertEquals(code, 1);
  assertStringIncludes(stderr, "netlab: --spa needs an index.html in");
});
