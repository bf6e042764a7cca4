import { assertEquals } from "@std/assert";
import { chosenLanguage, environmentLanguage } from "../../mod/i18n/chosen_language.ts";

const world = (variables: Record<string, string>) => (name: string) => variables[name];

Deno.test("environmentLanguage() is French for a French locale only", () => {
  const of = (value: string) => environmentLanguage(world({ LANG: value }));
  assertEquals(["fr_FR.UTF-8", "fr", "fr@euro", "fr-CA"].map(of), ["fr", "fr", "fr", "fr"]);
  assertEquals(["en_US.UTF-8", "C", "fry_NL", "de_DE", ""].map(of), ["en", "en", "en", "en", "en"]);
});

Deno.test("environmentLanguage() has POSIX's order, in which an empty variable is none", () => {
  assertEquals(environmentLanguage(world({ LANG: "fr_FR", LC_ALL: "C" })), "en");
  assertEquals(environmentLanguage(world({ LANG: "C", LC_MESSAGES: "fr_FR" })), "fr");
  assertEquals(environmentLanguage(world({ LANG: "C", LC_MESSAGES: "C", LC_ALL: "fr_FR" })), "fr");
  assertEquals(environmentLanguage(world({ LANG: "fr_FR", LC_MESSAGES: "", LC_ALL: "" })), "fr");
});

Deno.test("environmentLanguage() asks the system only when no variable is set", () => {
  assertEquals(environmentLanguage(world({}), () => "fr-FR"), "fr");
  assertEquals(environmentLanguage(world({ LANG: "C" }), () => "fr-FR"), "en");
});

Deno.test("chosenLanguage() takes --lang wherever it stands, before a bare --", () => {
  const of = (...args: string[]) => chosenLanguage(args, world({ LANG: "fr_FR" }));
  assertEquals(of("--lang", "en", "help"), "en");
  assertEquals(of("files", "serve", "--lang=en"), "en");
  assertEquals(of("files", "serve", "-lang", "en"), "en");
  assertEquals(of("--lang", "en", "help", "--lang", "fr"), "fr");
  assertEquals(of("files", "get", "h", "1", "--", "--lang=en"), "fr");
  assertEquals(of("help", "--lang", "klingon"), "fr");
  assertEquals(of("help", "--lang"), "fr");
});
