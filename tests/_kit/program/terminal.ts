import { runCommand } from "./run.ts";

/**
 * A program in a terminal of its own, kept by `tmux`: keys go in, the contents of the screen come
 * out.
 */
export class Terminal implements AsyncDisposable {
  readonly #socket: string;

  private constructor(socket: string) {
    this.#socket = socket;
  }

  /** Starts a program in a terminal of that size. */
  static async start([program, args]: [string, string[]], columns = 80, rows = 24): Promise<Terminal> {
    const terminal = new Terminal(`netlab-${crypto.randomUUID()}`);
    const size = ["-x", String(columns), "-y", String(rows)];
    const line = quoted([program, ...withoutCodeCache(args)]);
    await terminal.#tmux("-f", "/dev/null", "new-session", "-d", ...size, line);
    await terminal.#tmux("set-option", "-g", "remain-on-exit", "on");
    return terminal;
  }

  /** Types text as it is. */
  async type(text: string): Promise<void> {
    await this.#tmux("send-keys", "-l", text);
  }

  /** Pastes text as a terminal does, between the marks of a paste where the program asks for them. */
  async paste(text: string): Promise<void> {
    await this.#tmux("set-buffer", "--", text);
    await this.#tmux("paste-buffer", "-p", "-d");
  }

  /** Presses keys by tmux's names, such as `Enter`, `Up` or `C-c`. */
  async press(...keys: string[]): Promise<void> {
    await this.#tmux("send-keys", ...keys);
  }

  /** Gives the terminal another width, or another size. */
  async resize(columns: number, rows?: number): Promise<void> {
    await this.#tmux(
      "resize-window",
      "-x",
      String(columns),
      ...(rows === undefined ? [] : ["-y", String(rows)]),
    );
  }

  /** The same as {@linkcode Terminal.screen}, from the first row that has scrolled away. */
  async everything(): Promise<string[]> {
    return await this.#rows("-S", "-");
  }

  /** The rows with text on them, without blanks at their ends. */
  async screen(): Promise<string[]> {
    return await this.#rows();
  }

  async #rows(...from: string[]): Promise<string[]> {
    const { stdout } = await runCommand("tmux", ["-L", this.#socket, "capture-pane", "-p", ...from]);
    return stdout.split("\n").map((row) => row.trimEnd()).filter((row) => row !== "");
  }

  /** Waits until the screen is as wanted, and returns it. Fails after forty seconds: a machine may be busy. */
  async until(wanted: (rows: string[]) => boolean): Promise<string[]> {
    for (let tries = 0; tries < 400; tries++) {
      const rows = await this.screen();
      if (wanted(rows)) return rows;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`Never shown; the screen is:\n${(await this.screen()).join("\n")}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#tmux("kill-server");
  }

  async #tmux(...args: string[]): Promise<void> {
    const { code, stderr } = await runCommand("tmux", ["-L", this.#socket, ...args]);
    if (code !== 0) throw new Error(`tmux ${args.join(" ")}: ${stderr}`);
  }
}

/**
 * The runtime reports a cache that a killed process has left broken on every terminal, before any
 * output of ours.
 */
function withoutCodeCache(args: string[]): string[] {
  return args[0] === "run" ? ["run", "--no-code-cache", ...args.slice(1)] : args;
}

function quoted(words: string[]): string {
  return words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
}
