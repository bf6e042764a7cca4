import { basename, extname, join } from "@std/path";

/** A program of a folder, and whose it is. */
export interface FoundProgram {
  /** The student: the name of the folder, or of the file where all lie side by side. */
  readonly name: string;
  /** Where its files are. */
  readonly folder: string;
  /** The file to start, in that folder. */
  readonly file: string;
}

/** How programs of a language are made and started; `{file}`, `{out}` and `{port}` are filled in. */
export interface LanguageTemplate {
  /** Makes `{out}` of it first. */
  readonly build?: string;
  readonly run: string;
  /**
   * The most memory that a process may map, bytes; absent where the runtime maps far more than it uses. What it uses is
   * watched besides, in any language.
   */
  readonly memory?: number;
}

const GIB = 1024 ** 3;

/** Its heap is limited by itself; what lies beside it is watched from outside. */
const NODE = "node --max-old-space-size=256 {file} {port}";

/** By the ending of the file. */
export const TEMPLATES: Readonly<Record<string, LanguageTemplate>> = {
  ".py": { run: "python3 {file} {port}", memory: 2 * GIB },
  ".js": { run: NODE },
  ".mjs": { run: NODE },
  ".cjs": { run: NODE },
  ".java": { run: "java -Xmx256m {file} {port}" },
  ".c": { build: "gcc -O1 -pthread -o {out} {file}", run: "{out} {port}", memory: 2 * GIB },
  ".cc": { build: "g++ -O1 -pthread -o {out} {file}", run: "{out} {port}", memory: 2 * GIB },
  ".cpp": { build: "g++ -O1 -pthread -o {out} {file}", run: "{out} {port}", memory: 2 * GIB },
  ".go": { build: "go build -o {out} {file}", run: "{out} {port}" },
  ".rb": { run: "ruby {file} {port}", memory: 2 * GIB },
  ".pl": { run: "perl {file} {port}", memory: 2 * GIB },
  ".php": { run: "php {file} {port}", memory: 2 * GIB },
  ".sh": { run: "bash {file} {port}", memory: 2 * GIB },
};

/** The most programs of a folder. */
const MOST_PROGRAMS = 1000;

/**
 * The programs of a folder: of a class's hand-ins, of a folder for each student, or of files side by side.
 *
 * @param service what is checked: a file that is called after it is preferred
 * @param any whether files of any ending count, because the command is given
 * @returns in the order of the names
 * @throws the system's own errors when the folder cannot be read
 */
export function findPrograms(dir: string, service: string, any: boolean): FoundProgram[] {
  const top = isFolder(join(dir, "hand-ins")) ? join(dir, "hand-ins") : dir;
  const entries = [...Deno.readDirSync(top)].filter(({ name }) => !name.startsWith(".")).sort((a, b) =>
    a.name < b.name ? -1 : 1
  );
  const below = entries.filter(({ isDirectory }) => isDirectory).flatMap(({ name }) => {
    const folder = join(top, name);
    const file = mainFile(filesOf(folder, any), service);
    return file === undefined ? [] : [{ name, folder, file }];
  });
  const beside = filesOf(top, any).map((file) => ({
    name: basename(file, extname(file)),
    folder: top,
    file,
  }));
  return (below.length > 0 ? below : beside).slice(0, MOST_PROGRAMS);
}

/** The file to start: what is called after the service, then a server, then what begins the program, then any. */
export function mainFile(files: readonly string[], service: string): string | undefined {
  const ranks = [new RegExp(service, "i"), /serve(u)?r/i, /^(main|app|index)\./i];
  const rank = (file: string) => ranks.findIndex((pattern) => pattern.test(file)) >>> 0;
  return [...files].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))[0];
}

function filesOf(folder: string, any: boolean): string[] {
  return [...Deno.readDirSync(folder)].filter(({ name, isFile }) =>
    isFile && !name.startsWith(".") && (any || extname(name).toLowerCase() in TEMPLATES)
  ).map(({ name }) => name).sort();
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
