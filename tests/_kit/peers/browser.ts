/**
 * Headless Chromium, driven over its own debugging protocol: enough to open pages, run script in them and
 * look.
 */
export class Browser implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #folder: string;
  readonly #words: Words;
  readonly #pages: Page[] = [];

  private constructor(child: Deno.ChildProcess, folder: string, words: Words, readonly address: string) {
    this.#words = words;
    this.#child = child;
    this.#folder = folder;
  }

  /** Starts `/usr/bin/chromium` and waits until it can be spoken to. */
  static async start(): Promise<Browser> {
    const folder = await Deno.makeTempDir();
    const child = new Deno.Command("chromium", {
      args: [...QUIET, `--user-data-dir=${folder}`],
      stdout: "null",
      stderr: "piped",
    })
      .spawn();
    const words = new Words(child.stderr);
    return new Browser(child, folder, words, await words.address);
  }

  /** Opens a page in a tab of its own and waits until it is loaded. */
  async open(url: string): Promise<Page> {
    const made = await fetch(`http://${this.address}/json/new?${encodeURI(url)}`, { method: "PUT" });
    const { webSocketDebuggerUrl } = await made.json();
    const page = new Page(new WebSocket(webSocketDebuggerUrl));
    this.#pages.push(page);
    await page.until("document.readyState === 'complete' && location.href !== 'about:blank'");
    return page;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#pages.map((page) => page.close()));
    this.#child.kill("SIGKILL");
    await this.#child.status;
    await this.#words.close();
    await Deno.remove(this.#folder, { recursive: true }).catch(
      () => {/* its helpers may still be writing there */},
    );
  }
}

/** One tab. */
export class Page {
  readonly #socket: WebSocket;
  readonly #open: Promise<void>;
  readonly #answers = new Map<number, (message: Answer) => void>();
  #count = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    this.#open = new Promise((resolve) => (socket.onopen = () => resolve()));
    socket.onmessage = ({ data }) => {
      const message: Answer = JSON.parse(data);
      this.#answers.get(message.id)?.(message);
    };
  }

  /** The value of an expression in the page. */
  async value<T>(expression: string): Promise<T> {
    const { result } = await this.send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    const failure = result?.exceptionDetails?.exception?.description;
    if (failure) throw new Error(failure);
    return result?.result?.value as T;
  }

  /** Waits until an expression is true. */
  async until(expression: string): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      if (await this.value<boolean>(expression).catch(() => false)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`Never true: ${expression}\n${await this.value<string>("document.body.innerText")}`);
  }

  /** Types into the focused element, as keys. */
  async type(text: string): Promise<void> {
    await this.send("Input.insertText", { text });
  }

  /** Presses Enter. */
  async enter(): Promise<void> {
    const key = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 13, text: "\r" };
    await this.send("Input.dispatchKeyEvent", { type: "keyDown", ...key });
    await this.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
  }

  /** Calls a method of the debugging protocol. */
  async send(method: string, params: Record<string, unknown> = {}): Promise<Answer> {
    await this.#open;
    const id = ++this.#count;
    const answer = new Promise<Answer>((resolve) => this.#answers.set(id, resolve));
    this.#socket.send(JSON.stringify({ id, method, params }));
    return await answer;
  }

  /** Lets go of the tab. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => (this.#socket.onclose = resolve));
    this.#socket.close();
    await closed;
  }
}

interface Answer {
  id: number;
  result?: {
    data?: string;
    result?: { value: unknown };
    exceptionDetails?: { exception?: { description?: string } };
  };
}

const QUIET = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--remote-debugging-port=0",
];

/** Reads what the browser says to the end, so that it is never held up, and finds its address in it. */
class Words {
  readonly address: Promise<string>;
  readonly #reader: ReadableStreamDefaultReader<string>;

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.pipeThrough(new TextDecoderStream()).getReader();
    this.address = this.#read();
  }

  /** Stops listening. */
  async close(): Promise<void> {
    await this.#reader.cancel();
  }

  async #read(): Promise<string> {
    let text = "";
    for (let piece = await this.#reader.read(); !piece.done; piece = await this.#reader.read()) {
      text += piece.value;
      const match = /DevTools listening on ws:\/\/([^/]+)\//.exec(text);
      if (!match) continue;
      this.#drain();
      return match[1]!;
    }
    throw new Error(`Chromium said only: ${text}`);
  }

  async #drain(): Promise<void> {
    while (!(await this.#reader.read()).done);
  }
}
