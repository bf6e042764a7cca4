import serve from "../../../commands/files/serve.ts";
import type { AnyCommand } from "../../../mod/cli/command.ts";
import type { CommandContext } from "../../../mod/cli/command_context.ts";
import { parseCommandLine } from "../../../mod/cli/parse_command_line.ts";
import { ENGLISH } from "../../../mod/i18n/locale.ts";
import type { Connection } from "../../../mod/net/connection.ts";
import { dial } from "../../../mod/net/tcp/dial.ts";
import { dialTls } from "../../../mod/net/tls/dial_tls.ts";
import { latin1Text } from "../latin1.ts";
import { TempFolder } from "../temp_folder.ts";
import { until } from "../until.ts";

/** What a client sends, and how. */
export interface Asking {
  readonly fields?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly tls?: boolean;
  /** The client's own address. @default {"127.0.0.1"} */
  readonly from?: string;
}

/** What it got. */
export interface Answer {
  readonly status: number;
  readonly fields: ReadonlyMap<string, string>;
  readonly body: string;
}

/**
 * `netlab files serve` in this program, on ports of the system's choice of 127.0.0.1 unless the options say
 * otherwise, for a folder with a few files.
 *
 * @returns the server, when it listens
 */
export async function serveFolderHere(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<FolderServer> {
  const temp = new TempFolder();
  for (const [name, text] of Object.entries(FILES)) temp.write(name, text);
  temp.write("large.bin", new Uint8Array(16 << 20));
  const server = new FolderServer(temp, args, env);
  const sockets = args.some((arg) => ["--auth", "--upload-only", "--no-http"].includes(arg)) ? 1 : 2;
  await until(() => server.ports.length === sockets || server.over);
  return server;
}

const FILES = {
  "a.txt": "a",
  ".dot": "dot",
  "index.html": "top",
  "gone.html": "gone",
  "site/index.html": "index",
};

/** The command at work. */
export class FolderServer implements AsyncDisposable {
  /** Its standard error so far, line by line. */
  readonly lines: string[] = [];
  /** Whether it has ended. */
  over = false;
  /** Resolves when it has ended, rejects when it has failed. */
  readonly ended: Promise<number>;
  readonly dir: string;
  readonly #temp: TempFolder;
  readonly #stop = new AbortController();

  constructor(temp: TempFolder, args: readonly string[], env: Readonly<Record<string, string>>) {
    this.#temp = temp;
    this.dir = temp.path;
    const command = serve as unknown as AnyCommand;
    const given = parseCommandLine(command, [
      ...["0", "--dir", temp.path, "--host", "127.0.0.1"],
      ...(args.includes("--no-http") ? [] : ["--http-port", "0"]),
      ...args,
    ]);
    this.ended = command.run(given as never, contextHere(this.lines, this.#stop.signal, env));
    const over = () => void (this.over = true);
    this.ended.then(over, over);
  }

  /** The ports of its sockets, in the order of their ready lines. */
  get ports(): number[] {
    return this.lines.flatMap((line) => /listening on \S*:(\d+) /.exec(line)?.[1] ?? []).map(Number);
  }

  /** The first line with these words, whether it has come already or not. */
  async said(words: string): Promise<string> {
    await until(() => this.lines.some((line) => line.includes(words)));
    return this.lines.find((line) => line.includes(words))!;
  }

  /** Asks over a connection of its own. @param request method and target */
  async ask(request: string, asking: Asking = {}): Promise<Answer> {
    using client = await this.connect(asking);
    return await client.ask(request, asking);
  }

  /** The bodies of several answers, asked for at the same time. */
  async bodies(requests: readonly string[], asking: Asking = {}): Promise<string[]> {
    return (await Promise.all(requests.map((request) => this.ask(request, asking)))).map(({ body }) => body);
  }

  /** A connection to the last of its sockets, which speaks HTTP. */
  async connect({ tls, from }: Asking = {}): Promise<FolderClient> {
    const to = { hostname: "127.0.0.1", port: this.ports.at(-1)! };
    if (tls) return new FolderClient(await dialTls(to, { verify: false }));
    if (from === undefined) return new FolderClient(await dial(to));
    return new FolderClient(await dial(to, { from: { hostname: from, port: 0 } }));
  }

  /** What the raw protocol answers. */
  async raw(sent: string): Promise<string> {
    using client = new FolderClient(await dial({ hostname: "127.0.0.1", port: this.ports[0]! }));
    await client.write(sent);
    return await client.rest();
  }

  /** Asks it to stop and waits for its end. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop().catch(() => {/* it has not begun */});
    this.#temp[Symbol.dispose]();
  }
}

/** What a server's command is given that runs in this program. @param lines takes its standard error, line by line */
export function contextHere(
  lines: string[],
  signal: AbortSignal,
  env: Readonly<Record<string, string>> = {},
): CommandContext {
  const say = (text: string) => void lines.push(...text.split("\n"));
  return {
    ...ENGLISH,
    args: [],
    env: (name: string) => env[name],
    signal,
    stdin: { isTerminal: () => false },
    stderr: {
      tell: (message: unknown) => say(String(message)),
      verbatim: say,
      draw: () => {},
      isTerminal: () => false,
      obeysEscapes: () => false,
      columns: () => 80,
      flush: () => Promise.resolve(),
    },
    dropPermissions: () => ({ kept: [], lost: [] }),
  } as unknown as CommandContext;
}

/** A client that keeps its connection. */
export class FolderClient implements Disposable {
  readonly #connection: Connection;
  #heard = "";

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async ask(request: string, asking: Asking = {}): Promise<Answer> {
    await this.send(request, asking);
    while (!this.#heard.includes("\r\n\r\n")) await this.some();
    const [head] = this.#heard.split("\r\n\r\n");
    const [status, ...lines] = head!.split("\r\n");
    const fields = new Map(lines.map((line) => {
      const [name, ...value] = line.split(": ");
      return [name!.toLowerCase(), value.join(": ")];
    }));
    const start = head!.length + 4;
    const end = start + (request.startsWith("HEAD ") ? 0 : Number(fields.get("content-length") ?? 0));
    while (this.#heard.length < end) await this.some();
    const body = this.#heard.slice(start, end);
    this.#heard = this.#heard.slice(end);
    return { status: Number(status!.split(" ")[1]), fields, body };
  }

  /** Sends a request. */
  async send(request: string, { fields = {}, body = "" }: Asking = {}): Promise<void> {
    const all = {
      host: "127.0.0.1",
      ...fields,
      ...(body === "" ? {} : { "content-length": `${body.length}` }),
    };
    const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`).join("");
    await this.write(`${request} HTTP/1.1\r\n${head}\r\n${body}`);
  }

  async write(text: string): Promise<void> {
    await this.#connection.write(new TextEncoder().encode(text));
  }

  /** Waits for more. @throws at the end of the stream */
  async some(): Promise<void> {
    const buffer = new Uint8Array(64 * 1024);
    const length = await this.#connection.read(buffer);
    if (length === null) throw new Error(`the connection has ended after ${JSON.stringify(this.#heard)}`);
    this.#heard += latin1Text(buffer.subarray(0, length));
  }

  /** Everything until the end of the stream; a reset is one, too. */
  async rest(): Promise<string> {
    try {
      while (true) await this.some();
    } catch {
      return this.#heard;
    }
  }

  close(): void {
    this.#connection.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
