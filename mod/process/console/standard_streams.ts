import { ConsoleInput } from "./console_input.ts";
import { ValidUtf8 } from "./valid_utf8.ts";
import { WindowsConsole } from "./windows_console.ts";

/** Where a program's input comes from. */
export interface StandardInput {
  /** @returns how many bytes were read, at least 1, or `null` at the end. */
  read(buffer: Uint8Array): Promise<number | null>;
  /** Whether somebody types. */
  isTerminal(): boolean;
  /**
   * Hands over each key as it is pressed, without showing it; with `cbreak` all but those that the system makes
   * signals of, which Windows' console cannot tell apart.
   */
  setRaw(raw: boolean, options?: { readonly cbreak: boolean }): void;
}

/** Where a program's output goes. */
export interface StandardOutput {
  /** @returns how many of the bytes were taken. */
  write(bytes: Uint8Array): Promise<number>;
  /** The same, waiting for it. */
  writeSync(bytes: Uint8Array): number;
  /** Whether somebody looks at it. */
  isTerminal(): boolean;
  /** Whether it is a terminal that obeys escape sequences (ECMA-48). */
  obeysEscapes(): boolean;
}

/**
 * Standard input: the runtime's own, and at the console of Windows what was really typed.
 *
 * To be called while the program may still use the C library.
 */
export function standardInput(): StandardInput {
  const console = typedAtConsole() ? WindowsConsole.open() : undefined;
  if (console === undefined) return Deno.stdin;
  const input = new ConsoleInput((units) => console.read(units));
  return {
    read: (buffer) => input.read(buffer),
    isTerminal: () => true,
    setRaw(raw) {
      Deno.stdin.setRaw(raw);
      input.raw = raw;
    },
  };
}

/** Whether {@linkcode standardInput} has to call the C library, to find out what was typed. */
export function typedAtConsole(): boolean {
  return Deno.build.os === "windows" && Deno.stdin.isTerminal();
}

/**
 * Standard output or standard error: the runtime's own, and at the console of Windows only what a
 * console can show: there, one byte that is not UTF-8 makes the whole write fail.
 *
 * @param term the terminal's type, the environment's TERM.
 */
export function standardOutput(name: "stdout" | "stderr", term?: string): StandardOutput {
  const stream = Deno[name];
  const terminal = stream.isTerminal();
  if (Deno.build.os !== "windows") return withEscapes(stream, () => terminal && term !== "dumb");
  const console = terminal ? WindowsConsole.open() : undefined;
  const escapes = () => terminal && (console?.obeysEscapes(name) ?? true);
  return terminal ? consoleOutput(stream, escapes) : withEscapes(stream, escapes);
}

function withEscapes(stream: typeof Deno.stdout, obeysEscapes: () => boolean): StandardOutput {
  return {
    write: (bytes) => stream.write(bytes),
    writeSync: (bytes) => stream.writeSync(bytes),
    isTerminal: () => stream.isTerminal(),
    obeysEscapes,
  };
}

function consoleOutput(stream: typeof Deno.stdout, obeysEscapes: () => boolean): StandardOutput {
  const valid = new ValidUtf8();
  return {
    async write(bytes) {
      const shown = valid.next(bytes);
      for (let at = 0; at < shown.length;) at += await stream.write(shown.subarray(at));
      return bytes.length;
    },
    writeSync(bytes) {
      const shown = valid.next(bytes);
      for (let at = 0; at < shown.length;) at += stream.writeSync(shown.subarray(at));
      return bytes.length;
    },
    isTerminal: () => true,
    obeysEscapes,
  };
}
