import { thisSystem } from "../../../system/system.ts";
import { standardInput, standardOutput } from "../../../process/console/standard_streams.ts";
import { fileEndpoint } from "../../endpoints/file_endpoint.ts";
import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { HistoryFile } from "./history_file.ts";
import { posixPattern } from "./posix_pattern.ts";
import { ReadlineEndpoint, type TerminalStreams } from "./readline_endpoint.ts";

/**
 * `READLINE`: standard input and output as STDIO has them, where lines are edited before they are sent, with a
 * history. Without a terminal on both there is nothing to edit.
 */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const { options, access, context } = request;
  const input = standardInput();
  const output = standardOutput("stdout", context.variable("TERM"));
  if (access === "write" || !input.isTerminal() || !output.obeysEscapes()) {
    if (access !== "write") context.log.warning("READLINE: there is no terminal, lines are not edited");
    yield fileEndpoint({
      ...(access === "write" ? {} : { read: (buffer: Uint8Array) => input.read(buffer) }),
      ...(access === "read" ? {} : { write: (bytes: Uint8Array) => output.write(bytes) }),
      close: () => {},
      fds: [0, 1],
    }, context);
    return;
  }
  const path = options.text("history-file");
  const history = path === undefined ? undefined : HistoryFile.open(path, context.log);
  const prompt = options.text("prompt");
  const noPrompt = options.flag("noprompt");
  yield new ReadlineEndpoint(streams(input, output), context, {
    past: history?.past ?? [],
    prompt: prompt ?? (noPrompt ? "" : undefined),
    noecho: patternOf(options.text("noecho")),
    escape: escapeOf(options.number("escape")),
    writable: access === "both",
    entered: (line) => history?.add(line),
    closed: () => history?.save(),
  });
}

function streams(
  input: ReturnType<typeof standardInput>,
  output: ReturnType<typeof standardOutput>,
): TerminalStreams {
  return {
    stdin: {
      read: (buffer) => input.read(buffer),
      isTerminal: () => true,
      // Ctrl-C stops the relay and the programs it has started, as with socat.
      setRaw: (raw) => input.setRaw(raw, { cbreak: raw && thisSystem() !== "windows" }),
    },
    stdout: {
      async write(data) {
        const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
        for (let at = 0; at < bytes.length;) at += await output.write(bytes.subarray(at));
      },
      isTerminal: () => true,
      obeysEscapes: () => true,
      columns: () => windowSize()?.columns || 80, // some terminals say 0, or nothing
      rows: () => windowSize()?.rows || undefined,
    },
  };
}

function windowSize(): ReturnType<typeof Deno.consoleSize> | undefined {
  try {
    return Deno.consoleSize();
  } catch {
    return undefined; // a terminal that does not say how large it is
  }
}

function patternOf(text: string | undefined): RegExp | undefined {
  if (text === undefined) return undefined;
  try {
    return posixPattern(text);
  } catch {
    throw new RelayError(`regcomp("${text}", REG_EXTENDED|REG_NOSUB): Invalid regular expression`);
  }
}

function escapeOf(code: number | undefined): string | undefined {
  return code === undefined || code < 0 || code > 127 ? undefined : String.fromCharCode(code);
}
