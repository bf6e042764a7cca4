import { assertEquals, assertRejects } from "@std/assert";
import { SignalExit } from "../../mod/cli/command_context.ts";
import { askSecret } from "../../mod/terminal/ask_secret.ts";

/** What is entered, and what the screen showed, when these bytes are typed one read after the other. */
async function asked(
  ...reads: string[]
): Promise<{ secret: string | undefined; raw: boolean[]; shown: string }> {
  const raw: boolean[] = [];
  let shown = "";
  const stderr = {
    obeysEscapes: () => true,
    isTerminal: () => true,
    draw: (text: string) => void (shown += text),
    verbatim: (text: string) => void (shown += text),
    tell: () => {},
    columns: () => 80,
    flush: () => Promise.resolve(),
  };
  const stdin = {
    isTerminal: () => true,
    setRaw: (on: boolean) => void raw.push(on),
    read(buffer: Uint8Array): Promise<number | null> {
      const bytes = new TextEncoder().encode(reads.shift());
      buffer.set(bytes);
      return Promise.resolve(bytes.length || null);
    },
  };
  const secret = await askSecret("password: ", { stdin, stderr });
  return { secret, raw, shown };
}

Deno.test("askSecret() takes a line with any characters, edited, and shows a star for each", async () => {
  const { secret, raw, shown } = await asked("m", "e:p\u00e9", "\x7f\u00e0\u20ac", "\r");
  assertEquals(secret, "me:p\u00e0\u20ac");
  assertEquals(raw, [true, false]);
  assertEquals(shown.includes("password: ******"), true);
  assertEquals(/[\u00e0\u00e9\u20ac]/.test(shown), false);
});

Deno.test("askSecret() has nothing when the input ends, and gives the terminal back at Ctrl-C", async () => {
  assertEquals((await asked("")).secret, undefined);
  await assertRejects(() => asked("secret", "\x03"), SignalExit);
});
