/**
 * What a program said about its end, without what the reader need not know: the error's own line, and the place in
 * the reader's own files where it came from; frames of libraries and of the language itself are left out.
 *
 * @param said the end of its standard error.
 * @returns at most {@linkcode MOST} lines; the last ones, where no error of a known form is among them.
 */
export function lastWords(said: string): string[] {
  const lines = said.split(/\r?\n/).map((line) => line.replace(/^\t+/, "  ").trimEnd()).filter((line) =>
    line.trim() !== ""
  );
  const found = python(lines) ?? java(lines) ?? go(lines) ?? rust(lines) ?? ruby(lines) ??
    php(lines) ?? javascript(lines);
  return (found ?? lines.slice(-3)).slice(0, MOST);
}

/** So many lines tell an error and its place. */
const MOST = 4;

/** `File "x.py", line 3, in f` and the line of source below it, for the last frame that is the student's; the error. */
function python(lines: readonly string[]): string[] | undefined {
  const start = lines.findLastIndex((line) => line.startsWith("Traceback (most recent call last)"));
  if (start === -1) return undefined;
  const after = lines.slice(start + 1);
  const end = after.findIndex((line) => !line.startsWith(" "));
  const error = end === -1 ? [] : [after[end]!];
  const frames = (end === -1 ? after : after.slice(0, end)).flatMap((line, index, all) =>
    /^\s+File "/.test(line) ? [[line, ...sourceOf(all[index + 1])]] : []
  );
  const own = frames.findLast(([place = ""]) =>
    !/File "(<|.*(\/lib\/python|site-packages|\\Lib\\))/.test(place)
  );
  return [...own ?? frames.at(-1) ?? [], ...error];
}

function sourceOf(line: string | undefined): string[] {
  return line === undefined || /^\s+File "/.test(line) ? [] : [line];
}

/** `Exception in thread …`, its causes, and the first frame of each that is not the language's own. */
function java(lines: readonly string[]): string[] | undefined {
  const start = lines.findLastIndex((line) =>
    /^Exception in thread|^(\w+\.)+\w*(Exception|Error)\b/.test(line)
  );
  if (start === -1) return undefined;
  const own = lines.slice(start + 1).find((line) =>
    /^\s+at /.test(line) && !/^\s+at (\w[\w.]*\/)?(java|javax|jdk|sun|com\.sun|kotlin)\./.test(line)
  );
  const cause = lines.slice(start + 1).find((line) => line.startsWith("Caused by:"));
  return [lines[start]!, ...(cause === undefined ? [] : [cause]), ...(own === undefined ? [] : [own])];
}

/** `panic: …`, and the first place in a file that is not Go's own. */
function go(lines: readonly string[]): string[] | undefined {
  const start = lines.findLastIndex((line) => /^(panic|fatal error): /.test(line));
  if (start === -1) return undefined;
  const own = lines.slice(start + 1).find((line) =>
    /\.go:\d+/.test(line) && !/\/(src|libexec)\/(runtime|net|internal)\//.test(line)
  );
  return [lines[start]!, ...(own === undefined ? [] : [own.trim()])];
}

/** `thread 'main' panicked at src/main.rs:9:50:` and what it says below. */
function rust(lines: readonly string[]): string[] | undefined {
  const start = lines.findLastIndex((line) => /^thread '.*' (\(\d+\) )?panicked at /.test(line));
  if (start === -1) return undefined;
  const below = lines.slice(start + 1, start + 2).filter((line) => !/^(note|stack backtrace):/.test(line));
  return [lines[start]!, ...below];
}

/** `server.rb:5:in …: undefined method … (NoMethodError)` and the line of source below it. */
function ruby(lines: readonly string[]): string[] | undefined {
  const start = lines.findLastIndex((line) => /^\S+:\d+:in .*\([A-Z][\w:]*\)$/.test(line));
  if (start === -1) return undefined;
  const below = lines.slice(start + 1, start + 2).filter((line) =>
    /^ +[^ ]/.test(line) && !/^ +from /.test(line)
  );
  return [lines[start]!, ...below];
}

/** `PHP Fatal error:  Uncaught Error: … in FILE:3`, and the place below its frames where the line above has none. */
function php(lines: readonly string[]): string[] | undefined {
  const start = lines.findLastIndex((line) => /^(PHP )?(Fatal|Parse) error: /.test(line));
  if (start === -1) return undefined;
  const thrown = lines.slice(start + 1).find((line) => /^\s*thrown in /.test(line));
  return [lines[start]!, ...(thrown === undefined ? [] : [thrown.trimStart()])];
}

/** `Error: …` and the first frame that is not the runtime's own. */
function javascript(lines: readonly string[]): string[] | undefined {
  const start = lines.findLastIndex((line) => /^(Uncaught )?\w*Error\b.*|^error: Uncaught/.test(line));
  if (start === -1 || !lines.slice(start + 1).some((line) => /^\s+at /.test(line))) return undefined;
  const own = lines.slice(start + 1).find((line) =>
    /^\s+at /.test(line) && !/node:|ext:|internal\/|\(<anonymous>\)$/.test(line)
  );
  return [lines[start]!, ...(own === undefined ? [] : [own])];
}
