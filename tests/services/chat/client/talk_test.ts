import { assertEquals } from "@std/assert";
import { talk } from "../../../../mod/services/chat/client/talk.ts";
import type { CommandContext } from "../../../../mod/cli/command_context.ts";
import { FakeConnection } from "../../../_kit/net/fake_connection.ts";

/** A peer so quick that its answer has been read before our write is over. */
class QuickPeer extends FakeConnection {
  readonly #said = Promise.withResolvers<void>();
  readonly #answered = Promise.withResolvers<void>();
  #answers = ["answer\n"];

  override async write(bytes: Uint8Array): Promise<void> {
    await super.write(bytes);
    this.#said.resolve();
    await this.#answered.promise;
  }

  override async read(buffer: Uint8Array): Promise<number | null> {
    await this.#said.promise;
    const answer = this.#answers.shift();
    // Whoever reads on has shown the answer.
    if (answer === undefined) this.#answered.resolve();
    return answer === undefined ? null : new TextEncoder().encodeInto(answer, buffer).written;
  }
}

Deno.test("talk() by turns gives the turn away before what is said leaves", async () => {
  const seen: string[] = [];
  const note = (text: string) => void seen.push(text.trim());
  const typed = [new TextEncoder().encode("question\n")];
  const context = {
    stdin: {
      isTerminal: () => false,
      read: (buffer: Uint8Array) => {
        const line = typed.shift();
        if (line !== undefined) buffer.set(line);
        return Promise.resolve(line?.length ?? null);
      },
    },
    stdout: {
      isTerminal: () => false,
      obeysEscapes: () => false,
      write: (text: string) => Promise.resolve(note(text)),
    },
    stderr: {
      isTerminal: () => false,
      tell: (message: unknown) => note(String(message)),
      verbatim: note,
    },
    signal: new AbortController().signal,
    translate: String,
  } as unknown as CommandContext;
  const connection = new QuickPeer([]);
  await talk(connection, { turns: true, begin: "me", end: "fin", framing: "line" }, context);
  assertEquals(connection.written, "question\n");
  assertEquals(seen.slice(0, 4), ["your turn>", "their turn…", "answer", "your turn>"]);
});
