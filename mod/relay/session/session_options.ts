import type { RelayContext } from "../context.ts";
import type { CommandLine } from "../grammar/command_line.ts";
import { RelayError } from "../relay_endpoint.ts";
import { errorText } from "../../net/errors/system_error.ts";
import type { Way } from "../filters/filter.ts";
import type { SessionPlugin } from "../extensions/session_plugin.ts";
import type { SessionOptions } from "./session.ts";
import { copyTo } from "../filters/copy_to.ts";
import { dumpFilter } from "../filters/dump.ts";

/**
 * Turns the options of the command line into those of the sessions: block size, times, and the filters in
 * between.
 */
export async function sessionOptions(
  line: CommandLine,
  context: RelayContext,
  writeError: (bytes: Uint8Array) => void,
): Promise<SessionOptions> {
  const plugins = [
    ...await extensionPlugins(line, context),
    ...dumps(line, writeError),
    ...raws(line, context),
  ];
  const shown = line.text || line.hex;
  return {
    direction: line.direction,
    // Data still on a line made longer by --delay is not silence.
    lingerMs: line.lingerMs + 2 * (line.extensions.delayMs ?? 0),
    idleMs: line.idleMs,
    // Dumps are read block by block: keep to the block that socat's users know.
    blockSize: line.blockSize ?? (shown ? 8192 : undefined),
    reconnect: line.extensions.reconnect ?? false,
    filters: (ends) => {
      const session = {};
      const all = (way: Way) => plugins.flatMap((each) => each.filter?.(way, session, ends) ?? []);
      return {
        ways: { ">": all(">"), "<": all("<") },
        finish: () => plugins.forEach((each) => each.finish?.(session)),
      };
    },
  };
}

async function extensionPlugins(line: CommandLine, context: RelayContext): Promise<SessionPlugin[]> {
  const { stats, record, pcap, rewrite, rewriteWith, delayMs, rate, chop } = line.extensions;
  const wanted = stats || record || pcap || rewrite.length > 0 || rewriteWith || delayMs || rate || chop;
  if (!wanted) return [];
  const { sessionPlugins } = await import("../extensions/session_plugins.ts");
  return await sessionPlugins(line, context);
}

function dumps(line: CommandLine, write: (bytes: Uint8Array) => void): SessionPlugin[] {
  if (!line.text && !line.hex) return [];
  return [{ filter: (way) => dumpFilter(way, { text: line.text, hex: line.hex, write }) }];
}

function raws(line: CommandLine, context: RelayContext): SessionPlugin[] {
  const files = { ">": openRaw(line.rawLeft, "-r", context), "<": openRaw(line.rawRight, "-R", context) };
  if (files[">"] === undefined && files["<"] === undefined) return [];
  return [{
    filter: (way) => {
      const file = files[way];
      return file === undefined ? undefined : copyTo((bytes) => writeAll(file, bytes));
    },
  }];
}

function openRaw(path: string | undefined, option: string, context: RelayContext): Deno.FsFile | undefined {
  if (path === undefined) return undefined;
  try {
    const file = Deno.openSync(path, { create: true, append: true, mode: 0o664 });
    context.cleanups.add(() => file.close());
    return file;
  } catch (error) {
    throw new RelayError(`option ${option} "${path}": ${errorText(error)}`);
  }
}

function writeAll(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
}
