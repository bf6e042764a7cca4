import { type System, thisSystem } from "../system/system.ts";
import { fillSystemWords } from "../system/system_words.ts";
import { languageOption } from "./language_option.ts";
import type { PermissionTable } from "./permission_table.ts";
import type { OptionTable, OptionValues } from "./option.ts";
import type { PositionalTable, PositionalValues } from "./positional.ts";
import type { Completable } from "./completion/completable.ts";
import type { Manual } from "./manual/manual.ts";
import type { CommandContext } from "./command_context.ts";

/** An example in a help text. */
export interface Example {
  /** As typed, without the prompt. */
  readonly command: string;
  /** What it does. */
  readonly does: string;
  /** The systems that have the other programs in it. @default all of them */
  readonly systems?: readonly System[];
}

/** The examples that can be typed on a system. */
export function examplesFor(examples: readonly Example[], system: System = thisSystem()): readonly Example[] {
  return examples.filter(({ systems }) => systems?.includes(system) ?? true).map((each) => ({
    ...each,
    command: fillSystemWords(each.command, "en", system),
  }));
}

/** Where a shell of POSIX and its programs are. */
export const POSIX: readonly System[] = ["linux", "darwin"];

/** A command: its name, the options it understands, and the work it does. */
export interface Command<Options extends OptionTable, Args extends PositionalTable> {
  /** As typed after `netlab`, such as `files serve`. */
  readonly name: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** A few more sentences, for its own help. */
  readonly description?: string;
  readonly args: Args;
  readonly options: Options;
  readonly examples: readonly Example[];
  /** The permissions that it keeps; all others are given up before it runs. */
  readonly permissions: PermissionTable<Given<NoInfer<Options>, NoInfer<Args>>>;
  /**
   * For a server: the others are given up once it listens, by {@linkcode CommandContext.dropPermissions}.
   * Until then it may look for the owner of the port, and open what it will serve.
   */
  readonly dropsPermissionsLater?: boolean;
  /**
   * Does it.
   *
   * @returns the exit code.
   * @throws anything; the program says it in one sentence and ends with 1 (2 for a {@linkcode UsageError}).
   */
  run(given: Given<Options, Args>, context: CommandContext): Promise<number>;
}

/** The command line after parsing. */
export interface Given<Options extends OptionTable, Args extends PositionalTable> {
  readonly args: PositionalValues<Args>;
  readonly options: OptionValues<Options>;
}

/** A command with its types forgotten, as the dispatcher sees it. */
export type AnyCommand = Command<OptionTable, PositionalTable>;

/** Writes a command down with its option and argument types inferred; every command has `--lang`. */
export function command<Options extends OptionTable, Args extends PositionalTable>(
  definition: Command<Options, Args>,
): AnyCommand {
  const lang = "lang" in definition.options ? {} : { lang: languageOption };
  const options = { ...definition.options, ...lang };
  return { ...definition, options } as unknown as AnyCommand;
}

/** A command that parses its own arguments, such as one that speaks another program's option language. */
export interface RawCommand {
  readonly name: string;
  readonly summary: string;
  /**
   * The permissions that it may keep; it decides by its arguments which ones it does keep, and says
   * so with {@linkcode CommandContext.keepPermissions}.
   */
  readonly permissions: PermissionTable<never>;
  /** Gets every argument after the command's name, `--help` included. */
  runRaw(args: readonly string[], context: CommandContext): Promise<number>;
  /** The contents of its manual page, besides its name. */
  manual?(): Promise<OwnManual>;
  /** The words a shell can complete after it. */
  completable?(): Promise<OwnCompletable>;
}

/** The part of a manual page that only the command itself can tell. */
export type OwnManual = Pick<Manual, "synopsis" | "description" | "tables" | "examples">;

/** Completions that only the command itself knows. */
export type OwnCompletable = Pick<Completable, "options" | "expected">;

/** Where a command is found: loaded only when it is used, so that start-up stays quick. */
export interface CommandEntry {
  /** As typed after the group's name, or after `netlab` for a command of its own. */
  readonly verb: string;
  readonly summary: string;
  load(): Promise<{ default: AnyCommand | RawCommand }>;
}

/** Commands around one subject: `netlab files serve`, `netlab files get`. */
export interface CommandGroup {
  readonly name: string;
  readonly summary: string;
  readonly example: Example;
  readonly commands: readonly CommandEntry[];
}

/** Everything that can be typed after `netlab`. */
export type Registry = readonly (CommandGroup | CommandEntry)[];
