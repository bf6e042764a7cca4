/**
 * Writes down, for `netlab help licenses`, whose work netlab contains and on which terms: the licences demand
 * that their notices go along with every copy. The result is kept under version control, so that a change of
 * terms shows in a review.
 */
import { fromFileUrl, join } from "@std/path";
import { type RunTimePackage, runTimePackages } from "./run_time_packages.ts";

/** Where it is kept. */
export const THIRD_PARTY_FILE = fromFileUrl(new URL("../commands/topics/third_party.json", import.meta.url));

/** Somebody else's work. */
export interface ThirdParty {
  /** Those that come with the very same text. */
  readonly names: readonly string[];
  readonly license: string;
  readonly text: string;
}

/** What the file has to say, given what is locked. */
export async function thirdParty(): Promise<ThirdParty[]> {
  const parts = await Promise.all((await runTimePackages()).map(part));
  const byText = Map.groupBy([...await programParts(), ...parts], ({ text }) => text);
  return [...byText.values()].map((same) => ({
    names: same.flatMap(({ names }) => names),
    license: same[0]!.license,
    text: same[0]!.text,
  }));
}

async function part({ name, version, manifest, folder }: RunTimePackage): Promise<ThirdParty> {
  return {
    names: [`${name} ${version}`],
    license: manifest.license ?? "",
    text: await noticeOf(name, folder),
  };
}

/** netlab itself, and the runtime that the compiled program contains. */
async function programParts(): Promise<ThirdParty[]> {
  const own = tidied(await Deno.readTextFile(new URL("../LICENSE", import.meta.url)));
  return [
    { names: ["netlab"], license: "MIT", text: own },
    { names: ["Deno"], license: "MIT", text: await keptNotice("deno") },
    { names: ["V8"], license: "BSD-3-Clause", text: await keptNotice("v8") },
  ];
}

/** Licence and copyright, from the files in which packages have them. */
async function noticeOf(name: string, folder: string): Promise<string> {
  // A copy of Deno's standard library that comes without the licence its files name.
  if (name === "deno-std") return await keptNotice("deno");
  const files = [...Deno.readDirSync(folder)].map((entry) => entry.name).sort()
    .filter((file) => /^(licen[cs]e|copying|notice|copyrightnotice)([-.].*)?$/i.test(file));
  if (files.length === 0) throw new Error(`${name} comes without a licence text`);
  const texts = await Promise.all(files.map((file) => Deno.readTextFile(join(folder, file))));
  return texts.map(tidied).join("\n\n");
}

async function keptNotice(name: string): Promise<string> {
  return tidied(await Deno.readTextFile(new URL(`./notices/${name}.txt`, import.meta.url)));
}

function tidied(text: string): string {
  return text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n").replace(/[ \t]+$/gm, "").trim();
}

if (import.meta.main) {
  await Deno.writeTextFile(THIRD_PARTY_FILE, `${JSON.stringify(await thirdParty(), null, 2)}\n`);
}
