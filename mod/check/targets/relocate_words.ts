import { DELIMITER, resolve } from "@std/path";

/** Words that start the same program from any folder. */
export interface RelocatedWords {
  readonly words: readonly string[];
  /** Whether that is certain; else the program has to run where its words were typed. */
  readonly movable: boolean;
}

/**
 * The words of a command that was typed in this folder, for a program that is to run in another one: whatever names a
 * file or a folder of this one is spelled as an absolute path. `go run .`, `npm start` and `make run` look for their
 * project in the folder they are started in, so they cannot be moved; `cargo run` can be told where.
 *
 * @param exists what a path names there.
 */
export function relocateWords(
  words: readonly string[],
  exists: (path: string) => Kind = kindHere,
): RelocatedWords {
  const [program = "", ...args] = words;
  const name = program.replace(/^.*[/\\]/, "").replace(/\.(exe|cmd|bat)$/i, "");
  if (PROJECT_RUNNERS.has(name)) return { words, movable: false };
  if (name === "cargo" && args[0] === "run" && !args.includes("--manifest-path")) {
    const manifest = ["--manifest-path", resolve("Cargo.toml")];
    return { words: [fromHere(program, exists), "run", ...manifest, ...args.slice(1)], movable: true };
  }
  return { words: words.map((word, index) => fromHere(word, exists, words[index - 1])), movable: true };
}

/** They read the project of their current folder, whatever their arguments are. */
const PROJECT_RUNNERS: ReadonlySet<string> = new Set([
  ...["go", "npm", "npx", "yarn", "pnpm", "make", "gradle", "gradlew", "mvn", "mvnw", "sbt", "rake", "uv"],
  ...["bundle", "composer", "dotnet", "stack", "cabal", "mix", "swift", "zig", "deno"],
]);

/** A list of paths, which a class path is. */
const PATH_LIST = /^(-cp|-classpath|--class-path|-p|--module-path)$/;

function fromHere(word: string, exists: (path: string) => Kind, before = ""): string {
  if (PATH_LIST.test(before)) return word.split(DELIMITER).map((path) => resolve(path)).join(DELIMITER);
  const [, option, value] = /^(--?[\w-]+=)(.+)$/s.exec(word) ?? [];
  if (option !== undefined && value !== undefined) {
    return isPath(value, exists) ? option + resolve(value) : word;
  }
  return isPath(word, exists) ? resolve(word) : word;
}

/** Any word may name a file; a folder has to be spelled as one, since it may be called like a command. */
function isPath(word: string, exists: (path: string) => Kind): boolean {
  const kind = exists(word);
  return kind === "file" || kind === "folder" && /^\.{1,2}$|[/\\]/.test(word);
}

/** What a path names. */
export type Kind = "file" | "folder" | undefined;

function kindHere(path: string): Kind {
  try {
    const { isFile, isDirectory } = Deno.statSync(path);
    return isFile ? "file" : isDirectory ? "folder" : undefined;
  } catch {
    return undefined;
  }
}
