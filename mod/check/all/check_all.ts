import { extname, join, resolve } from "@std/path";
import { copyFile } from "../../fs/copy_file.ts";
import { TempFolder } from "../../fs/temp_folder.ts";
import { readClassReport } from "../../lab/class/record/read_report.ts";
import type { Attempt } from "../../lab/class/record/attempt.ts";
import { onAbort } from "../../net/connection/on_abort.ts";
import { StartedProgram } from "../../process/started_program.ts";
import { quoteWord } from "../../system/quote_word.ts";
import { splitCommand } from "../../system/split_command.ts";
import { exerciseOf } from "../reports/class_report.ts";
import { readReport } from "../reports/summary.ts";
import type { JsonReport } from "../reports/json_report.ts";
import { JAILED, jailWords, MADE } from "./jail.ts";
import { type FoundProgram, type LanguageTemplate, TEMPLATES } from "./programs.ts";

/** What became of one program. */
export interface CheckedProgram extends FoundProgram {
  /** What its check has found. */
  readonly report?: JsonReport;
  /** The same in figures. */
  readonly attempt?: Attempt;
  /** Why there is no report, in the system's or the compiler's own words; "time" when it took too long. */
  readonly problem?: string;
}

/** How all of them are checked. */
export interface CheckAllOptions {
  readonly service: string;
  /** The command that starts one, instead of its language's. */
  readonly run: string | undefined;
  /** Further words for `netlab check`. */
  readonly more: readonly string[];
  /** How many at a time. */
  readonly jobs: number;
  /** The longest that one may take, milliseconds. */
  readonly time: number;
  /** Whether they run in the jail, as nobody if we are root. */
  readonly jail: { readonly nobody: boolean } | undefined;
  /** How netlab is started with these arguments. */
  readonly netlab: (
    args: readonly string[],
  ) => { readonly program: string; readonly args: readonly string[] };
  readonly signal: AbortSignal;
  /** Is told of each, as soon as it has been checked. */
  readonly onChecked: (checked: CheckedProgram) => void;
}

/** The most that is read of a check's output, characters. */
const LONGEST = 8 * 1024 * 1024;
/** The largest file that goes along with a program, bytes, and how many do. */
const LARGEST_FILE = 16 * 1024 * 1024;
const MOST_FILES = 200;
/** So long a compiler may take, milliseconds. */
const BUILDING = 60_000;

/** Checks programs side by side, a few at a time. @returns in the order of the programs */
export async function checkAll(
  programs: readonly FoundProgram[],
  options: CheckAllOptions,
): Promise<CheckedProgram[]> {
  const results: CheckedProgram[] = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < programs.length; at = next++) {
      options.signal.throwIfAborted();
      const checked = results[at] = await checkOne(programs[at]!, options);
      options.onChecked(checked);
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.jobs, programs.length) }, worker));
  return results;
}

async function checkOne(program: FoundProgram, options: CheckAllOptions): Promise<CheckedProgram> {
  // A copy: whatever a program does to its files, those that were handed in stay.
  await using folder = new TempFolder("netlab-all-");
  await using made = new TempFolder("netlab-made-");
  await copyInto(program.folder, folder.path, program.file);
  if (options.jail?.nobody) {
    await Deno.chmod(folder.path, 0o755);
    await Deno.chmod(made.path, 0o777);
  }
  const template = options.run === undefined
    ? TEMPLATES[extname(program.file).toLowerCase()]
    : { run: options.run };
  if (template === undefined) return { ...program, problem: `no command for ${program.file}` };
  const place = { folder: folder.path, made: made.path };
  if (template.build !== undefined) {
    const built = await start(
      wordsFor(template.build, program, template, place, options, true),
      BUILDING,
      options,
    );
    if (built.code !== 0) return { ...program, problem: built.late ? "time" : lastLines(built.stderr) };
  }
  const words = wordsFor(template.run, program, template, place, options, false);
  const { program: netlab, args } = options.netlab([
    ...["check", options.service, "--run", words.map((word) => quoteWord(word)).join(" ")],
    // Many run side by side: a start more of each mistake would take the time of the others.
    ...["--no-calls", "--format", "json", "--student", program.name, ...options.more.map(absolute)],
  ]);
  // In the jail it begins among its own files by itself.
  const cwd = options.jail === undefined ? folder.path : undefined;
  const ended = await start([netlab, ...args], options.time, options, { own: true, cwd });
  if (ended.late) return { ...program, problem: "time" };
  try {
    const report = readReport(ended.stdout);
    const { attempt } = readClassReport({ ...report, service: exerciseOf(report) }, 0);
    return { ...program, report, attempt };
  } catch {
    return { ...program, problem: lastLines(ended.stderr) || `${ended.code}` };
  }
}

/** The words of a command, with its places filled in, in the jail if there is one. */
function wordsFor(
  command: string,
  { file }: FoundProgram,
  { memory }: LanguageTemplate,
  { folder, made }: { folder: string; made: string },
  { jail, service, more }: CheckAllOptions,
  building: boolean,
): string[] {
  const here = jail === undefined ? { folder, made } : { folder: JAILED, made: MADE };
  // What a check lays out for a server of files belongs to us alone.
  const nobody = jail?.nobody === true && !isServed(service);
  const words = splitCommand(command).map((word) =>
    word.replaceAll("{file}", join(here.folder, file)).replaceAll("{out}", join(here.made, "program"))
  );
  if (jail === undefined) return words;
  const fixtures = building || !isServed(service) ? undefined : wantsToWrite(more) ? "write" : "read";
  return jailWords(words, { folder, made, fixtures, memory, writes: building, nobody });
}

/** A file as it can be found from anywhere; any other word as it is. */
function absolute(word: string): string {
  try {
    return Deno.statSync(word).isFile ? resolve(word) : word;
  } catch {
    return word;
  }
}

/** Whether its check lays out files. */
function isServed(service: string): boolean {
  return service === "files" || service === "http";
}

function wantsToWrite(more: readonly string[]): boolean {
  return more.some((word) => /^--put(=|$)/.test(word));
}

async function copyInto(from: string, to: string, file: string): Promise<void> {
  const all = [...Deno.readDirSync(from)].filter(({ isFile, name }) => isFile && !name.startsWith("."));
  const others = all.map(({ name }) => name).filter((name) => name !== file).sort().slice(0, MOST_FILES);
  for (const name of [file, ...others]) {
    if (Deno.statSync(join(from, name)).size > LARGEST_FILE) continue;
    await copyFile(join(from, name), to, name);
    if (Deno.build.os !== "windows") await Deno.chmod(join(to, name), 0o755);
  }
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly late: boolean;
}

/** Runs a program to its end, or to that of its time. */
async function start(
  [program = "", ...args]: readonly string[],
  time: number,
  { signal }: CheckAllOptions,
  { own = false, cwd }: { own?: boolean; cwd?: string | undefined } = {},
): Promise<Ended> {
  const started = new StartedProgram({
    program,
    args,
    cwd,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    own,
    group: true,
  });
  let late = false;
  const stop = () => started.kill();
  const timer = setTimeout(() => {
    late = true;
    stop();
  }, time);
  using _stopping = onAbort(signal, stop);
  try {
    const { child } = started;
    const [stdout, stderr] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
    const { code } = await child.status;
    signal.throwIfAborted();
    return { code, stdout, stderr, late };
  } finally {
    clearTimeout(timer);
    await started.end(0);
  }
}

async function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of stream) {
    if (text.length < LONGEST) text += decoder.decode(bytes, { stream: true });
  }
  return text;
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-3).join(" ").slice(0, 300);
}
