import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { peerTest } from "../../_kit/peers/peer.ts";
import { run, runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/** The manual as an installer writes it, in both languages: the pages' paths. */
async function written(folder: TempFolder): Promise<string[]> {
  for (const lang of ["en", "fr"]) {
    const { code, stderr } = await run(["help", "--lang", lang, `--man=${folder.path}`]);
    assertEquals(code, 0, stderr);
  }
  return ["man1", join("fr", "man1")].flatMap((each) => pagesIn(join(folder.path, each)));
}

function pagesIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => join(folder, name)).sort();
}

peerTest("mandoc and groff find nothing to say about any manual page", ["mandoc", "groff"], async () => {
  using folder = new TempFolder();
  const pages = await written(folder);
  assertEquals(pages.length > 60, true, pages.join("\n"));
  const lint = await runCommand("mandoc", ["-T", "lint", "-W", "style", ...pages]);
  assertEquals([lint.code, lint.stdout, lint.stderr], [0, "", ""]);
  for (const page of pages) {
    const { code, stderr } = await runCommand("groff", ["-k", "-man", "-ww", "-z", page]);
    assertEquals([code, stderr], [0, ""], page);
  }
});

peerTest("whatis finds the name and the summary of every page", ["lexgrog"], async () => {
  using folder = new TempFolder();
  for (const page of await written(folder)) {
    const { stdout } = await runCommand("lexgrog", [page], { env: { LC_ALL: "C.UTF-8" } });
    const name = page.replace(/^.*\//, "").replace(/\.1$/, "");
    assertStringIncludes(stdout, `${page}: "${name} - `);
  }
});

peerTest("man shows a page as help shows the command", ["man", "col"], async () => {
  const { stdout: page } = await run(["help", "--man", "files", "serve"]);
  const show = ["-c", "man -l - | col -bx"];
  const { stdout } = await runCommand("sh", show, {
    stdin: page,
    env: { MANWIDTH: "200", LC_ALL: "C.UTF-8" },
  });
  const shown = stdout.replace(/\s+/g, " ");
  const { stdout: help } = await run(["files", "serve", "--help"]);
  const words = help.split("\n").filter((line) => line.startsWith("  -")).map((line) =>
    line.trim().replace(/\s+/g, " ")
  );
  assertEquals(words.length > 20, true);
  for (const each of words) assertStringIncludes(shown, each);
});

Deno.test("a French manual page has French headings and texts", async () => {
  const { stdout } = await run(["help", "--man", "files", "serve"], { env: { LC_ALL: "fr_FR.UTF-8" } });
  for (const each of ['.SH "NOM"', '.SH "CODE DE RETOUR"', "dossier dont les fichiers"]) {
    assertStringIncludes(stdout, each);
  }
});

Deno.test("netlab help --man says which page there is not", async () => {
  const { code, stderr } = await run(["help", "--man", "files", "eat"]);
  assertEquals([code, stderr.split("\n")[0]], [2, 'netlab help: no manual page for "files eat"']);
});

Deno.test("a manual page bears the day of its build when the build is to be repeatable", async () => {
  const { stdout } = await run(["help", "--man"], { env: { SOURCE_DATE_EPOCH: "86400" } });
  assertStringIncludes(stdout.split("\n")[1]!, '.TH "NETLAB" 1 "1970-01-02" "netlab ');
});
