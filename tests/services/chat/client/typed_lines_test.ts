import { assertEquals } from "@std/assert";
import { TypedLines } from "../../../../mod/services/chat/client/typed_lines.ts";
import type { Readline } from "../../../../mod/terminal/readline.ts";

Deno.test("TypedLines knows which lines were entered before the connection broke", async () => {
  async function* lines(): AsyncGenerator<string> {
    yield* ["taken", "in store", "in store, too", "later"];
  }
  const typed = new TypedLines({ lines } as Pick<Readline, "lines"> as Readline);
  for (let i = 0; i < 3; i++) typed.entered();
  const seen: string[] = [];
  for await (const { text, isStale } of typed.lines()) {
    if (text === "taken") typed.breaks();
    if (text === "in store, too") typed.entered();
    if (isStale) seen.push(text);
  }
  assertEquals(seen, ["in store", "in store, too"]);
});

Deno.test("TypedLines takes no line of a pipe for an old one", async () => {
  async function* lines(): AsyncGenerator<string> {
    yield* ["one", "two"];
  }
  const typed = new TypedLines({ lines } as Pick<Readline, "lines"> as Readline);
  for await (const { isStale } of typed.lines()) {
    typed.breaks();
    assertEquals(isStale, false);
  }
});
