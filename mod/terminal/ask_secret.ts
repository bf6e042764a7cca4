import { type CommandContext, SignalExit } from "../cli/command_context.ts";
import { isEdit, LineEditor } from "./line_editor.ts";
import { readKeys } from "./read_keys.ts";

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
    for await (const { keys } of readKeys(stdin)) {
      for (const key of keys) {
        if (key.do === "enter" || key.do === "newline") return editor.text;
        if (key.do === "interrupt") throw new SignalExit("SIGINT");
        if (key.do === "endOfInput" && editor.text === "") return undefined;
        if (key.do === "paste") editor.apply({ do: "insert", text: key.text.split("\n")[0]! });
        else if (isEdit(key)) editor.apply(key);
      }
      draw();
    }
    return editor.text === "" ? undefined : editor.text;
  } finally {
    stdin.setRaw!(false);
    stderr.draw("\r\n");
  }
}
