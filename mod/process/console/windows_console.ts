/**
 * # The console of Windows
 *
 * A console is not a file. What is typed there are UTF-16 code units; who reads it like a file gets
 * them in the console's code page (437, 850 …), where é is another byte and most characters are "?".
 * Only `ReadConsoleW` hands over what was typed. Escape sequences are obeyed when the mode of the
 * screen says so, and only then.
 *
 * Source: Microsoft, "High-Level Console I/O", "SetConsoleMode", "CONSOLE_READCONSOLE_CONTROL".
 */
export class WindowsConsole {
  readonly #kernel: ReturnType<typeof load>["symbols"];

  private constructor(kernel: ReturnType<typeof load>["symbols"]) {
    this.#kernel = kernel;
  }

  static #opened: WindowsConsole | undefined;

  /** The console, opened once; undefined on other systems, and where the C library may not be called. */
  static open(): WindowsConsole | undefined {
    if (Deno.build.os !== "windows") return undefined;
    return WindowsConsole.#opened ??= WindowsConsole.#load();
  }

  static #load(): WindowsConsole | undefined {
    // Asked first: calling without it could ask the person at the terminal
    if (Deno.permissions.querySync({ name: "ffi" }).state !== "granted") return undefined;
    try {
      return new WindowsConsole(load().symbols);
    } catch {
      return undefined;
    }
  }

  /**
   * Reads what is typed: a line, or as much as there is in raw mode.
   *
   * @param units filled from its start.
   * @returns how many there are; 0 when the wait was interrupted (Ctrl-C); undefined when there is no
   *   console any more.
   */
  async read(units: Uint16Array<ArrayBuffer>): Promise<number | undefined> {
    const count = new Uint32Array(1);
    // Ctrl-Z ends the wait at once, as Ctrl-D does elsewhere
    const control = Uint32Array.of(16, 0, 1 << CTRL_Z, 0);
    const input = this.#kernel.GetStdHandle(STD_INPUT);
    const went = await this.#kernel.ReadConsoleW(input, units, units.length, count, control);
    return went === 0 ? undefined : count[0]!;
  }

  /** Whether the screen obeys escape sequences; true where it cannot be asked. */
  obeysEscapes(stream: "stdout" | "stderr"): boolean {
    const screen = this.#kernel.GetStdHandle(stream === "stdout" ? STD_OUTPUT : STD_ERROR);
    const mode = new Uint32Array(1);
    return this.#kernel.GetConsoleMode(screen, mode) === 0 || (mode[0]! & VIRTUAL_TERMINAL_PROCESSING) !== 0;
  }
}

/** The character that Ctrl-Z types: at the start of a line, the end of the input. */
export const CTRL_Z = 26;

const STD_INPUT = -10;
const STD_OUTPUT = -11;
const STD_ERROR = -12;
const VIRTUAL_TERMINAL_PROCESSING = 4;

function load() {
  return Deno.dlopen("kernel32.dll", {
    GetStdHandle: { parameters: ["i32"], result: "pointer" },
    GetConsoleMode: { parameters: ["pointer", "buffer"], result: "i32" },
    ReadConsoleW: {
      parameters: ["pointer", "buffer", "u32", "buffer", "buffer"],
      result: "i32",
      nonblocking: true,
    },
  });
}
