import { assertEquals, assertMatch } from "@std/assert";
import { messageWriter } from "../../mod/cli/message_writer.ts";
import { showQrCode } from "../../mod/terminal/qr_code.ts";

/** What is written to standard error. */
async function shown(isTerminal: boolean, env: Record<string, string>): Promise<string> {
  let text = "";
  const sink = {
    write: (bytes: Uint8Array) => {
      text += new TextDecoder().decode(bytes);
      return Promise.resolve(bytes.length);
    },
    isTerminal: () => isTerminal,
    obeysEscapes: () => isTerminal,
  };
  const stderr = messageWriter(sink, () => 80);
  await showQrCode("http://192.168.1.20:8080/", { stderr, env: (name) => env[name] });
  await stderr.flush();
  return text;
}

/** The squares alone. */
const squares = (text: string) => text.split("\n").map((line) => line.replace(/[^█▀▄ ]/g, "").trimEnd());

Deno.test("a code is white on black on a terminal with colours, by sequences that it obeys", async () => {
  const text = await shown(true, { TERM: "xterm" });
  assertMatch(text.replaceAll("\x1b[97;40m", "<").replaceAll("\x1b[0m", ">"), /^( {2}<[█▀▄ ]+>\n)+$/);
});

Deno.test("a code is the same squares without colours, where they are not wanted or there is no terminal", async () => {
  const colored = (await shown(true, { TERM: "xterm" })).replaceAll("\x1b[97;40m", "").replaceAll(
    "\x1b[0m",
    "",
  );
  for (const plain of [await shown(true, { TERM: "xterm", NO_COLOR: "1" }), await shown(false, {})]) {
    assertMatch(plain, /^[█▀▄ \n]+$/);
    assertEquals(squares(plain), squares(colored));
  }
});
