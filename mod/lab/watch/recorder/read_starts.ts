import { msg } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import { findProgram } from "../../../system/find_program.ts";
import { splitCommand } from "../../../system/split_command.ts";
import { whyNotJoin } from "../strace/find_strace.ts";
import type { WatchedStart } from "./program_recorder.ts";

/**
 * The programs of `--run [NAME=]COMMAND` and `--pid [NAME=]PID`. One without a name is called after its file.
 *
 * @throws {MessageError} for a program that there is not, and a process that cannot be joined.
 */
export function readStarts(run: readonly string[], pids: readonly string[]): WatchedStart[] {
  const names = new Set<string>();
  const named = (wanted: string) => {
    let name = wanted;
    for (let turn = 2; names.has(name); turn++) name = `${wanted}${turn}`;
    names.add(name);
    return name;
  };
  return [
    ...run.map((text) => {
      const { name, rest } = takeName(text);
      const words = splitCommand(rest);
      if (words.length === 0) throw new MessageError(msg`--run needs a command, not "${text}"`);
      if (findProgram(words[0]!) === undefined) {
        throw new MessageError(msg`Cannot run "${rest}": ${msg`there is no such program`}`);
      }
      return { name: named(name ?? programName(words)), words };
    }),
    ...pids.map((text) => {
      const { name, rest } = takeName(text);
      const pid = Number(rest);
      if (!/^\d+$/.test(rest) || pid === 0) {
        throw new MessageError(msg`--pid needs the number of a process, not "${rest}"`);
      }
      const why = whyNotJoin(pid);
      if (why !== undefined) throw new MessageError(msg`Cannot join process ${rest}: ${why}`);
      const words = wordsOf(pid);
      return { name: named(name ?? programName(words)), pid, words };
    }),
  ];
}

/** `server=python3 s.py`: a name has no separator and no blank, as a variable of the environment before a command. */
function takeName(text: string): { name: string | undefined; rest: string } {
  const [, name, rest] = /^([\p{L}\p{N}_-]+)=(.*)$/su.exec(text) ?? [];
  return name === undefined ? { name: undefined, rest: text } : { name, rest: rest! };
}

/** What a program is called: its script, or else its file. */
export function programName(words: readonly string[]): string {
  const script = words.slice(1).find((word) => /\.(py|js|mjs|cjs|ts|rb|pl|php|sh|jar|java|go)$/.test(word));
  const name = (script ?? words[0] ?? "program").replace(/^.*\//, "").replace(/\.\w+$/, "");
  return name.replace(/[^\p{L}\p{N}_-]/gu, "") || "program";
}

function wordsOf(pid: number): string[] {
  try {
    return Deno.readTextFileSync(`/proc/${pid}/cmdline`).split("\0").filter((word) => word !== "");
  } catch {
    return [];
  }
}
