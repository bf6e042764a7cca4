import { deadline } from "@std/async";

/** Where a shell runs. */
export interface ShellOptions {
  /** What is put in front of its command line, to enter the document's network. */
  readonly enter: readonly string[];
  readonly cwd: string;
  readonly env: Record<string, string>;
  /** Whether something will be typed; otherwise there is nothing to read. */
  readonly keyboard?: string;
}

/** Stands between what commands say; with it, the exit code. */
const ENDED = /\0(\d+)\0/;

/**
 * Takes commands one after the other, each whole, as if it had been typed. `$?` is that of the one before.
 */
const LOOP = `exec 3<&0 2>&1; exec <"\${KEYBOARD:-/dev/null}"
code=0
while IFS= read -r -d '' command <&3; do
  (exit $code); eval "$command" 3<&-; code=$?; printf '\\0%d\\0' $code
done`;

/** One terminal of a document: a shell that is given a command at a time, and all that is said there. */
export class Shell implements AsyncDisposable {
  /** What the last command has said so far; after its end, what was said since. */
  output = "";
  /** The exit code of the last command, once it has ended. */
  code: number | undefined;
  readonly #child: Deno.ChildProcess;
  readonly #commands: WritableStreamDefaultWriter<Uint8Array>;
  readonly #reading: Promise<void>;
  #keys: Deno.FsFile | undefined;
  #changed: () => void = () => {};

  private constructor(options: ShellOptions) {
    const env = { ...options.env, ...(options.keyboard === undefined ? {} : { KEYBOARD: options.keyboard }) };
    const [command, ...args] = [...options.enter, "setsid", "bash", "-c", LOOP];
    this.#child = new Deno.Command(command!, {
      args,
      cwd: options.cwd,
      env,
      stdin: "piped",
      stdout: "piped",
      stderr: "null", // bash says everything on standard output
    }).spawn();
    this.#commands = this.#child.stdin.getWriter();
    this.#reading = this.#read();
  }

  static async open(options: ShellOptions): Promise<Shell> {
    const { keyboard } = options;
    if (keyboard !== undefined) await new Deno.Command("mkfifo", { args: [keyboard] }).output();
    const shell = new Shell(options);
    if (keyboard !== undefined) shell.#keys = await Deno.open(keyboard, { write: true });
    return shell;
  }

  /** Starts a command. */
  async start(command: string): Promise<void> {
    this.output = "";
    this.code = undefined;
    await this.#commands.write(new TextEncoder().encode(`${command}\0`));
  }

  /** Types a line for the program that is running. */
  async type(line: string): Promise<void> {
    await this.#keys!.write(new TextEncoder().encode(`${line}\n`));
  }

  /** Types Ctrl-D. */
  endOfInput(): void {
    this.#keys?.close();
    this.#keys = undefined;
  }

  /**
   * Waits until something is so, looking whenever anything was said and now and then. @returns whether it
   * came true.
   */
  async until(isSo: () => boolean, milliseconds: number): Promise<boolean> {
    const deadline = Date.now() + milliseconds;
    while (!isSo()) {
      if (Date.now() > deadline) return false;
      let timer: ReturnType<typeof setTimeout> | undefined;
      await Promise.race([
        new Promise<void>((changed) => this.#changed = changed),
        new Promise((later) => timer = setTimeout(later, 25)),
      ]);
      clearTimeout(timer);
    }
    return true;
  }

  /** Ends whatever runs here: asks first. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.endOfInput();
    await this.#commands.close().catch(() => {/* the shell has ended */});
    for (const [signal, milliseconds] of [["SIGTERM", 2000], ["SIGKILL", 5000]] as const) {
      this.#signal(signal);
      if (await deadline(this.#reading.then(() => true), milliseconds).catch(() => false)) break;
    }
    await this.#child.status;
  }

  #signal(signal: Deno.Signal): void {
    try {
      Deno.kill(-this.#child.pid, signal);
    } catch {
      // Everything here has ended.
    }
  }

  async #read(): Promise<void> {
    for await (const text of this.#child.stdout.pipeThrough(new TextDecoderStream())) {
      this.output += text;
      const ended = ENDED.exec(this.output);
      if (ended !== null) {
        this.code = Number(ended[1]);
        this.output = this.output.slice(0, ended.index) + this.output.slice(ended.index + ended[0].length);
      }
      this.#changed();
    }
  }
}
