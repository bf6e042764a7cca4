import { type CommandContext, SignalExit } from "../cli/command_context.ts";
import { decodeKeys } from "./decode_keys.ts";
import { LineEditor } from "./line_editor.ts";

/**
 * Asks at the terminal for what nobody may read over a shoulder: a star stands for each character, whatever
 * keyboard and console it comes from.
 *
 * @param question said in front of it, with the blank at its end.
 * @returns undefined when nothing was entered and the input ended.
 * @throws {SignalExit} at Ctrl-C.
 */
export async function askSecret(
  question: string,
  { stdin, stderr }: Pick<CommandContext, "stdin" | "stderr">,
): Promise<string | undefined> {
  const editor = new LineEditor();
  const draw = () => stderr.draw(`\r\x1b[K${question}${"*".repeat([...editor.text].length)}`);
  stdin.setRaw!(true);
  try {
    if (!stderr.obeysEscapes()) stderr.verbatim(question);
    draw();
    const decoder = new TextDecoder();
    const buffer = new Uint8Array(1024);
    let rest = "";
    for (let length = await stdin.read(buffer); length !== null; length = await stdin.read(buffer)) {
      const found = decodeKeys(rest + decoder.decode(buffer.subarray(0, length), { stream: true }));
      rest = found.rest;
      for (const key of found.keys) {
        if (key.do === "enter") return editor.text;
        if (key.do === "interrupt") throw new SignalExit("SIGINT");
        if (key.do === "endOfInput" && editor.text === "") return undefined;
        if (key.do !== "complete" && key.do !== "redraw" && key.do !== "endOfInput") editor.apply(key);
      }
      draw();
    }
    return editor.text === "" ? undefined : editor.text;
  } finally {
    stdin.setRaw!(false);
    stderr.draw("\r\n");
  }
}
