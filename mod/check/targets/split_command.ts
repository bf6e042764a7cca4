/**
 * A command line as words, with quotes and backslashes as in a shell and nothing else of a shell: no
 * variables, no wildcards, no pipes.
 *
 * @throws {SyntaxError} when a quote is not closed.
 */
export function splitCommand(command: string): string[] {
  const words: string[] = [];
  const pattern = /\s*((?:[^\s"'\\]+|"(?:[^"\\]|\\.)*"|'[^']*'|\\.)+)/gsy;
  let end = 0;
  for (let match = pattern.exec(command); match !== null; match = pattern.exec(command)) {
    words.push(unquote(match[1]!));
    end = pattern.lastIndex;
  }
  if (command.slice(end).trim() !== "") throw new SyntaxError(`a quote is not closed in ${command}`);
  return words;
}

function unquote(word: string): string {
  return word.replace(
    /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/gs,
    (_, double: string | undefined, single: string | undefined, escaped: string | undefined) =>
      double?.replace(/\\(["\\$`])/g, "$1") ?? single ?? escaped ?? "",
  );
}
