import { type Message, msg } from "../../../i18n/message.ts";
import { childCommand } from "./child_command.ts";
import type { Channel } from "./channel.ts";
import type { MessageFromHost } from "./message.ts";
import { encodeMessage, MessageDecoder } from "./message_codec.ts";
import type { Permission } from "../../../process/permissions.ts";

/**
 * Starts this program again as a child process that hosts services.
 *
 * Messages go through its standard input and output; its standard error is ours. It gets its own
 * process group, because Ctrl-C in a terminal goes to the whole group of the foreground program,
 * and a child must not die before its client has been served; if we die first, its standard input
 * ends, and so does the child.
 *
 * @param permissions what it may do; it hears this again with its service, and gives up the rest.
 */
export function startChildProcess(permissions: readonly Permission[]): Channel {
  const { program, args } = childCommand(permissions);
  const child = new Deno.Command(program, {
    args: [...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
    detached: Deno.build.os !== "windows",
  }).spawn();
  killWithUs(child);
  return new ChildChannel(child);
}

/**
 * However we end, the child ends with us. Its standard input has then ended, and it notices that
 * when it reads; a child that is computing does not read.
 */
function killWithUs(child: Deno.ChildProcess): void {
  const kill = () => killNow(child);
  globalThis.addEventListener("unload", kill);
  child.status.finally(() => globalThis.removeEventListener("unload", kill));
}

function killNow(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch {
    // It has already ended by itself.
  }
}

class ChildChannel implements Channel {
  readonly name: Message;
  readonly gone: Promise<Message>;
  receive: (message: MessageFromHost) => void = () => {};
  readonly #child: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #ended: Promise<unknown>;

  constructor(child: Deno.ChildProcess) {
    this.#child = child;
    this.name = msg`child ${child.pid}`;
    this.#writer = child.stdin.getWriter();
    this.#writer.closed.catch(() => {/* the child has ended; `gone` tells */});
    const reading = this.#read(child.stdout);
    this.gone = Promise.all([child.status, reading]).then(([status]) => howItEnded(status));
    this.#ended = this.gone.then(() => this.#writer.close().catch(() => {/* closed already, or broken */}));
  }

  post(message: Parameters<Channel["post"]>[0]): void {
    this.#writer.write(encodeMessage(message)).catch(() => {/* the child has ended; `gone` tells */});
  }

  async kill(): Promise<void> {
    killNow(this.#child);
    await this.#ended;
  }

  async #read(stdout: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new MessageDecoder();
    try {
      for await (const piece of stdout) {
        for (const message of decoder.push(piece)) this.receive(message as MessageFromHost);
      }
    } catch {
      // The pipe broke with the child; how the child ended says more.
    }
  }
}

function howItEnded({ code, signal }: Deno.CommandStatus): Message {
  return signal === null ? msg`ended unexpectedly with exit code ${code}` : msg`was killed by ${signal}`;
}
