import { fromFileUrl, join } from "@std/path";
import { netlab } from "../_kit/program/netlab.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { matchOutput } from "./match_output.ts";
import { Network } from "../_kit/net/network.ts";
import { type Entry, type Part, readDocument, type Session } from "./read_document.ts";
import { Shell } from "./shell.ts";

/** What came of a document. */
export interface Outcome {
  /** The commands and sessions that were tried. */
  readonly tried: number;
  /** Why other blocks were not. */
  readonly notRun: readonly string[];
  /** What is not as the document says, each with its line. */
  readonly failures: readonly string[];
}

/** How a document is tried. */
export interface RunDocumentOptions {
  /** The locale of its reader. @default {"C.UTF-8"} */
  readonly language?: string;
  /** Milliseconds that anything may take; only what fails takes so long. @default {180000} */
  readonly patience?: number;
}

/** A command that goes on serving when its block is over, so that the next blocks can talk to it. */
const SERVER =
  /\b(serve|share|receive|lab class|talk --listen|http\.server)\b|-LISTEN:|-RECVFROM:|-RECV:|\bnc(at)? (.* )?-\w*l/i;

/**
 * Types everything that a document shows, in a network and a folder of its own, and compares what is said.
 *
 * @returns `undefined` where the system does not give us a network of our own.
 */
export async function runDocument(
  markdown: string,
  { language = "C.UTF-8", patience = 180_000 }: RunDocumentOptions = {},
): Promise<Outcome | undefined> {
  await using network = await Network.open();
  if (network === undefined) return undefined;
  using folder = new TempFolder();
  await using reader = new Reader(network, folder, language, patience);
  for (const part of readDocument(markdown)) await reader.follow(part);
  return reader;
}

/** Somebody who follows a document with as many terminals as it takes. */
class Reader implements Outcome, AsyncDisposable {
  tried = 0;
  readonly notRun: string[] = [];
  readonly failures: string[] = [];
  readonly #servers: Server[] = [];
  readonly #learnt = new Map<string, string>();
  #terminals = 0;

  constructor(
    readonly network: Network,
    readonly folder: TempFolder,
    readonly language: string,
    readonly patience: number,
  ) {
    const [program, args] = netlab();
    const home = Deno.env.get("HOME"); // where the runtime keeps what it has downloaded
    const start = [`HOME=${home}`, program, ...args].map((each) => `'${each}'`).join(" ");
    folder.write("bin/netlab", `#!/bin/sh\nexec env ${start} "$@"\n`);
    // For the programs that use the library: the runtime, and a clone beside the folder of the document.
    folder.write("bin/deno", `#!/bin/sh\nexec env 'HOME=${home}' '${Deno.execPath()}' "$@"\n`);
    for (const each of ["netlab", "deno"]) Deno.chmodSync(join(folder.path, "bin", each), 0o755);
    Deno.symlinkSync(fromFileUrl(new URL("../../", import.meta.url)), join(folder.path, "netlab"));
    for (const name of ["work", "tmp", "home"]) Deno.mkdirSync(join(folder.path, name));
    folder.write("home/.curlrc", "silent\nshow-error\n"); // as on a terminal, where it draws no progress over its output
  }

  async follow(part: Part): Promise<void> {
    if (part.kind === "not run") this.notRun.push(`line ${part.line}: ${part.reason}`);
    else if (part.kind === "file") this.folder.write(`work/${part.name}`, part.text);
    else if (part.kind === "python") await this.#python(part.line, part.text);
    else await this.#console(part.line, part.session);
  }

  /** A block without a command is what the last server says next. */
  async #console(line: number, session: Session): Promise<void> {
    if (session.before !== "") {
      const server = this.#servers.at(-1);
      if (server === undefined) this.failures.push(`line ${line}: nobody is there to say this`);
      else await this.#goOn(server, line, session.before);
    }
    if (session.entries.length === 0) return;
    const shell = await this.#open(session.typed.length > 0);
    let kept = false;
    for (const [at, entry] of session.entries.entries()) {
      this.tried++;
      const background = /&\s*(#.*)?$/.test(entry.command);
      const last = at === session.entries.length - 1;
      if (SERVER.test(entry.command) && (background || last)) {
        await this.#serve(shell, entry, background);
        kept = true;
      } else if (session.stays && last) {
        await this.#stay(shell, entry, session.typed);
        kept = true;
      } else await this.#command(shell, entry, session.typed);
    }
    if (!kept) await shell[Symbol.asyncDispose]();
  }

  async #open(typed: boolean): Promise<Shell> {
    const { path } = this.folder;
    return await Shell.open({
      enter: this.network.enter,
      cwd: join(path, "work"),
      env: {
        PATH: `${join(path, "bin")}:${Deno.env.get("PATH")}`,
        HOME: join(path, "home"),
        TMPDIR: join(path, "tmp"),
        LC_ALL: "",
        LANG: this.language,
        LC_CTYPE: "C.UTF-8",
        NO_COLOR: "1",
        PYTHONUNBUFFERED: "1",
        USER: "ginette",
      },
      ...(typed ? { keyboard: join(path, `keyboard${this.#terminals++}`) } : {}),
    });
  }

  /** Starts a server and waits until it is ready: until it has said so, or listens. */
  async #serve(shell: Shell, entry: Entry, background: boolean): Promise<void> {
    await this.#makeRoom(shell, entry);
    const before = this.network.listening();
    await shell.start(this.#renamed(entry.command));
    const server = new Server(shell, entry, background);
    this.#servers.push(server);
    const lines = entry.shown.split("\n").filter((line) => line.includes("listening on ")).length;
    const ready = (): boolean =>
      background && shell.code === undefined // the shell has not come back to us yet
        ? false
        : lines > 0
        ? shell.output.split("listening on ").length > lines
        : [...this.network.listening()].some((socket) => !before.has(socket));
    const isReady = await shell.until(() => ready() || server.ended, this.patience);
    if (!isReady) this.#fail(entry.line, entry, shell, "is not ready");
    if (background) await this.#settle(shell, entry);
    this.#learn(entry.shown, shell);
    if (background) server.shown = "";
  }

  /** Starts a client that goes on, and waits until it has said what is shown. */
  async #stay(shell: Shell, entry: Entry, typed: readonly string[]): Promise<void> {
    await shell.start(this.#renamed(entry.command));
    const client = new Server(shell, entry, false);
    client.shown = "";
    this.#servers.push(client);
    await this.#goOn(client, entry.line, await this.#converse(shell, entry, typed));
  }

  /** Waits for the last word of a program in the background: the next command speaks on the same terminal. */
  async #settle(shell: Shell, entry: Entry): Promise<void> {
    const saidAll = (): boolean =>
      this.#matches(entry.shown, shell, "whole") && (entry.shown === "" || shell.output.endsWith("\n"));
    if (!await shell.until(saidAll, this.patience)) this.#fail(entry.line, entry, shell);
  }

  /** Stops the servers whose ports the next one wants, as its reader has to. */
  async #makeRoom(shell: Shell, entry: Entry): Promise<void> {
    const wanted = portsIn(`${entry.command}\n${entry.shown}`);
    for (const server of [...this.#servers]) {
      if (
        server.shell === shell ||
        portsIn(`${server.entry.command}\n${server.shell.output}`).isDisjointFrom(wanted)
      ) continue;
      await this.#leave(server);
    }
  }

  async #goOn(server: Server, line: number, shown: string): Promise<void> {
    server.shown += shown;
    if (
      await server.shell.until(() => this.#matches(server.shown, server.shell, "beginning"), this.patience)
    ) return;
    this.#fail(line, { ...server.entry, shown: server.shown }, server.shell);
    server.failed = true;
  }

  /** Ends a server, when it has said all that it should. */
  async #leave(server: Server): Promise<void> {
    this.#servers.splice(this.#servers.indexOf(server), 1);
    const said = (): boolean => this.#matches(server.shown, server.shell, "beginning");
    if (!server.failed && !await server.shell.until(said, this.patience)) {
      this.#fail(server.entry.line, { ...server.entry, shown: server.shown }, server.shell);
    }
    await server.shell[Symbol.asyncDispose]();
  }

  async #command(shell: Shell, entry: Entry, typed: readonly string[]): Promise<void> {
    await shell.start(this.#renamed(entry.command));
    const shown = typed.length === 0 ? entry.shown : await this.#converse(shell, entry, typed);
    if (typed.length > 0) {
      await shell.until(() => this.#matches(shown, shell, "whole"), this.patience);
      shell.endOfInput(); // as a reader types Ctrl-D when there is no more to do
    }
    const ended = await shell.until(() => shell.code !== undefined, this.patience);
    if (!ended) this.#fail(entry.line, entry, shell, "does not end");
    else if (!this.#matches(shown, shell, "whole")) this.#fail(entry.line, { ...entry, shown }, shell);
    this.#learn(shown, shell);
  }

  /**
   * Types each line when what stands above it has been said. @returns what is shown without what was typed.
   */
  async #converse(shell: Shell, entry: Entry, typed: readonly string[]): Promise<string> {
    const left = [...typed];
    let shown = "";
    for (const line of entry.shown.split("\n").slice(0, -1)) {
      if (line !== left[0]) shown += `${line}\n`;
      else {
        const above = shown;
        await shell.until(() => this.#matches(above, shell, "beginning"), this.patience);
        await shell.type(left.shift()!);
      }
    }
    return shown;
  }

  async #python(line: number, text: string): Promise<void> {
    this.tried++;
    this.folder.write("session.py", `${text}\n`);
    await using shell = await this.#open(false);
    await shell.start(`python3 -c '${DOCTEST}' ../session.py`);
    await shell.until(() => shell.code !== undefined, this.patience);
    if (shell.code !== 0) this.failures.push(`line ${line}: Python\n${shell.output}`);
  }

  #matches(shown: string, shell: Shell, end: "whole" | "beginning"): boolean {
    return matchOutput(shown, this.#said(shell), end).matches;
  }

  #learn(shown: string, shell: Shell): void {
    for (const [name, now] of matchOutput(shown, this.#said(shell), "beginning").learnt) {
      this.#learnt.set(name, now);
    }
  }

  /** What was said, as a reader would have read it whose temporary folder is the usual one. */
  #said(shell: Shell): string {
    return shell.output.replaceAll(join(this.folder.path, "tmp"), "/tmp");
  }

  /** A command with the ports and names of this run in place of the shown ones. */
  #renamed(command: string): string {
    let now = command;
    for (const [shown, actual] of this.#learnt) now = now.replaceAll(shown, actual);
    return now;
  }

  #fail(line: number, entry: Entry, shell: Shell, how = "says something else"): void {
    this.failures.push(
      `line ${line}: $ ${entry.command}\n${how}; shown:\n${entry.shown}said:\n${this.#said(shell)}`,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const server of [...this.#servers]) await this.#leave(server);
  }
}

/** A server that was started, and what the document shows of it so far. */
class Server {
  shown: string;
  failed = false;

  constructor(readonly shell: Shell, readonly entry: Entry, readonly background: boolean) {
    this.shown = entry.shown;
  }

  get ended(): boolean {
    return !this.background && this.shell.code !== undefined;
  }
}

/** What stands in front of a port that somebody listens on. */
const LISTENS =
  /(?:-LISTEN:|-RECVFROM:|-RECV:|-\w*l (?:[\d.]+ )?|serve |--listen |--(?:http-)?port[ =]|--web[ =]|http\.server |listening on \S*:)(\d+)/gi;

/** The ports that a server listens on, by what it was told and what it says. */
function portsIn(text: string): Set<string> {
  return new Set(Array.from(text.matchAll(LISTENS), ([, port]) => port!));
}

const DOCTEST = `import doctest, sys
text = open(sys.argv[1]).read()
test = doctest.DocTestParser().get_doctest(text, {}, "the document", None, 0)
sys.exit(doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test).failed > 0)`;
