import type { RelayContext } from "../context.ts";
import type { CommandLine } from "../grammar/command_line_options.ts";
import { RelayError } from "../endpoint.ts";
import { errorText } from "../../net/system_error.ts";
import type { Way } from "../filters/stage.ts";
import type { Addition } from "../extensions/addition.ts";
import type { SessionOptions } from "./session.ts";
import { copyTo } from "../filters/copy_to.ts";
import { dumpStage } from "../filters/dump.ts";

/** Turns the options of the command line into those of the sessions: block size, times, and the stages in between. */
export async function sessionOptions(
  line: CommandLine,
  context: RelayContext,
  complain: (bytes: Uint8Array) => void,
): Promise<SessionOptions> {
  const additions = [...await ownAdditions(line, context), ...dumps(line, complain), ...raws(line, context)];
  const shown = line.text || line.hex;
  return {
    direction: line.direction,
    // What is still on a line made longer by --delay is not silence.
    lingerMs: line.lingerMs + 2 * (line.own.delayMs ?? 0),
    idleMs: line.idleMs,
    // Dumps are read block by block: keep to the block that socat's users know.
    blockSize: line.blockSize ?? (shown ? 8192 : undefined),
    reconnect: line.own.reconnect ?? false,
    stages: (ends) => {
      const session = {};
      const all = (way: Way) => additions.flatMap((each) => each.stage?.(way, session, ends) ?? []);
      return {
        ways: { ">": all(">"), "<": all("<") },
        finish: () => additions.forEach((each) => each.finish?.(session)),
      };
    },
  };
}

async function ownAdditions(line: CommandLine, context: RelayContext): Promise<Addition[]> {
  const { stats, record, pcap, rewrite, rewriteWith, delayMs, rate, chop } = line.own;
  const wanted = stats || record || pcap || rewrite.length > 0 || rewriteWith || delayMs || rate || chop;
  if (!wanted) return [];
  const { ownStages } = await import("../extensions/own_stages.ts");
  return await ownStages(line, context);
}

function dumps(line: CommandLine, write: (bytes: Uint8Array) => void): Addition[] {
  if (!line.text && !line.hex) return [];
  return [{ stage: (way) => dumpStage(way, { text: line.text, hex: line.hex, write }) }];
}

function raws(line: CommandLine, context: RelayContext): Addition[] {
  const files = { ">": openRaw(line.rawLeft, "-r", context), "<": openRaw(line.rawRight, "-R", context) };
  if (files[">"] === undefined && files["<"] === undefined) return [];
  return [{
    stage: (way) => {
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
