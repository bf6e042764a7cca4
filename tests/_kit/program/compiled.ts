import { assertEquals } from "@std/assert";
import { runCommand } from "./run.ts";

/** A language that sources of tests are written in: the programs that it needs, and the words that start one. */
interface SourceLanguage {
  readonly peers: readonly string[];
  start(source: string, folder: string): Promise<string[]>;
}

/**
 * The words that start the program of a source; one that has to be compiled is, first, into the folder.
 *
 * @param source its path, by whose ending its language is known.
 */
export async function startOf(source: string, folder: string): Promise<string[]> {
  return await languageOf(source).start(source, folder);
}

/** What has to be installed for {@linkcode startOf}. */
export function peersOf(source: string): string[] {
  return [...languageOf(source).peers];
}

function languageOf(source: string): SourceLanguage {
  const ending = source.slice(source.lastIndexOf(".") + 1);
  const language = LANGUAGES[ending];
  if (language === undefined) throw new Error(`a program that ends with .${ending} cannot be started`);
  return language;
}

const LANGUAGES: Readonly<Record<string, SourceLanguage>> = {
  c: compiledBy("gcc", (source, binary) => ["-O1", "-o", binary, source, "-lpthread"]),
  go: compiledBy("go", (source, binary) => ["build", "-o", binary, source]),
  rs: compiledBy("rustc", (source, binary) => ["-o", binary, source]),
  java: {
    peers: ["javac", "java"],
    async start(source, folder) {
      await compile("javac", ["-d", folder, source]);
      return ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", folder, nameOf(source)];
    },
  },
  py: interpretedBy("python3"),
  js: interpretedBy("node"),
  pl: interpretedBy("perl"),
  rb: interpretedBy("ruby"),
  php: interpretedBy("php"),
};

function compiledBy(compiler: string, args: (source: string, binary: string) => string[]): SourceLanguage {
  return {
    peers: [compiler],
    async start(source, folder) {
      const binary = `${folder}/${nameOf(source)}`;
      await compile(compiler, args(source, binary));
      return [binary];
    },
  };
}

function interpretedBy(program: string): SourceLanguage {
  return { peers: [program], start: (source) => Promise.resolve([program, source]) };
}

async function compile(compiler: string, args: string[]): Promise<void> {
  const { code, stderr } = await runCommand(compiler, args);
  assertEquals(code, 0, stderr);
}

function nameOf(source: string): string {
  return source.replace(/^.*[/\\]/, "").replace(/\.\w+$/, "");
}
