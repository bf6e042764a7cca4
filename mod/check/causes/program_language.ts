/** A language that hints are given in. */
export type ProgramLanguage =
  | "python"
  | "c"
  | "java"
  | "javascript"
  | "go"
  | "rust"
  | "ruby"
  | "perl"
  | "php";

/**
 * The language that a program is written in, by the words that start it.
 *
 * @param words the program and its arguments.
 * @param head reads the first bytes of a file, for a program that was compiled; undefined when it cannot.
 * @returns undefined when nothing tells: no hint is given then that may be one of another language.
 */
export function programLanguage(
  words: readonly string[],
  head: (path: string) => Uint8Array | undefined = headOf,
): ProgramLanguage | undefined {
  const [program = "", ...args] = words;
  const name = program.replace(/^.*[/\\]/, "").replace(/\.exe$/i, "").toLowerCase();
  for (const [language, names] of RUNNERS) if (names.test(name)) return language;
  const script = [program, ...args].map((word) => /\.(\w+)$/.exec(word)?.[1]?.toLowerCase() ?? "");
  for (const ending of script) if (Object.hasOwn(ENDINGS, ending)) return ENDINGS[ending];
  const bytes = head(program);
  return bytes === undefined ? undefined : compiledFrom(bytes);
}

const RUNNERS: readonly [ProgramLanguage, RegExp][] = [
  ["python", /^(python[\d.]*|py|pypy\d*|uv|ipython\d*)$/],
  ["java", /^(java|javaw|jshell|kotlin)$/],
  ["javascript", /^(node|nodejs|deno|bun|npx|npm|tsx|ts-node)$/],
  ["go", /^go$/],
  ["rust", /^cargo$/],
  ["ruby", /^ruby[\d.]*$/],
  ["perl", /^perl[\d.]*$/],
  ["php", /^php[\d.]*$/],
];

const ENDINGS: Readonly<Record<string, ProgramLanguage>> = {
  py: "python",
  jar: "java",
  java: "java",
  js: "javascript",
  mjs: "javascript",
  cjs: "javascript",
  ts: "javascript",
  go: "go",
  rs: "rust",
  rb: "ruby",
  pl: "perl",
  php: "php",
};

/**
 * An ELF, Mach-O or PE file was compiled: from Go or Rust, which leave their marks in it, else most probably from C.
 * A script names its interpreter in its first line.
 */
function compiledFrom(bytes: Uint8Array): ProgramLanguage | undefined {
  const text = new TextDecoder("latin1").decode(bytes);
  const interpreter = /^#![^\n]*\b(python|node|deno|ruby|perl|php)/.exec(text)?.[1];
  if (interpreter !== undefined) {
    return interpreter === "node" || interpreter === "deno" ? "javascript" : interpreter as ProgramLanguage;
  }
  if (!/^(\x7fELF|MZ|\xcf\xfa\xed\xfe|\xfe\xed\xfa\xcf|\xca\xfe\xba\xbe)/.test(text)) return undefined;
  if (/Go buildinf:|Go build ID/.test(text)) return "go";
  if (/rust_eh_personality|\/rustc\/|core::panicking/.test(text)) return "rust";
  return "c";
}

/** The first megabytes of a file: the marks of a compiler stand well before. */
function headOf(path: string): Uint8Array | undefined {
  try {
    using file = Deno.openSync(path);
    const bytes = new Uint8Array(4 << 20);
    const length = file.readSync(bytes) ?? 0;
    return bytes.subarray(0, length);
  } catch {
    return undefined; // it is found by PATH, or cannot be read
  }
}
