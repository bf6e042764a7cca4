import { assertEquals, assertStringIncludes } from "@std/assert";
import { run } from "../../_kit/program/run.ts";

/** A world in which only these variables tell the language. */
const locale = ({ LANG = "", LC_ALL = "" }: { LANG?: string; LC_ALL?: string }) => ({
  env: { LC_ALL, LC_MESSAGES: "", LANG },
});

Deno.test("netlab speaks French where the locale is French, and English elsewhere", async () => {
  const help = async (variables: Parameters<typeof locale>[0]) =>
    (await run(["help"], locale(variables))).stdout;
  for (const variables of [{ LANG: "fr_FR.UTF-8" }, { LANG: "C", LC_ALL: "fr_CA.UTF-8" }]) {
    assertStringIncludes(await help(variables), "\nUsage\u00a0: netlab COMMANDE …\n");
  }
  for (const variables of [{ LANG: "C" }, { LANG: "en_US.UTF-8" }, { LANG: "fr_FR.UTF-8", LC_ALL: "C" }]) {
    assertStringIncludes(await help(variables), "\nUsage: netlab COMMAND …\n");
  }
});

Deno.test("netlab --lang goes before the locale, wherever it stands", async () => {
  const wanted = (await run(["help"], locale({ LANG: "fr_FR.UTF-8" }))).stdout;
  for (
    const args of [["--lang", "fr", "help"], ["help", "--lang", "fr"], ["--lang=fr"], ["help", "--lang=fr"]]
  ) {
    assertEquals(await run(args), { code: 0, stdout: wanted, stderr: "" });
  }
  const english = await run(["files", "get", "--help", "--lang", "en"], locale({ LANG: "fr_FR.UTF-8" }));
  assertStringIncludes(english.stdout, "Usage: netlab files get HOST PORT");
});

Deno.test("netlab answers a typo in French with code 2", async () => {
  const { code, stdout, stderr } = await run(["files", "serve", "--dri", "x", "--lang", "fr"]);
  assertEquals([code, stdout], [2, ""]);
  assertEquals(stderr.replaceAll("\u00a0", " ").split("\n"), [
    "netlab files serve: option inconnue --dri ; vouliez-vous dire --dir ?",
    "Usage : netlab files serve [PORT] [options]",
    "netlab files serve --help en dit plus.",
    "",
  ]);
});

Deno.test("netlab relay explains in French, and keeps what scripts look for", async () => {
  const help = async (lang: string) => (await run(["relay", "-hh", "--lang", lang])).stdout;
  const marks = (text: string) =>
    text.split("\n").filter((line) => /^ {4}[a-z].* (groups=|[a-z]+, )/.test(line));
  const [english, french] = [await help("en"), await help("fr")];
  assertStringIncludes(french, "    -b <octets>      lire autant à la fois");
  assertEquals(marks(english).length > 100, true);
  assertEquals(marks(french), marks(english));
  const { stdout } = await run(["--lang", "fr", "relay", "--explain", "-u", "TCP4-LISTEN:80", "-"]);
  assertStringIncludes(stdout, "une connexion TCP IPv4 que quelqu'un établit au port 80\n");
  const version = async (lang: string) => (await run(["socat", "-V"], locale({ LANG: lang }))).stdout;
  assertEquals(await version("fr_FR.UTF-8"), await version("C"));
});
