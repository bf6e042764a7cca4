import { type Message, msg } from "../../i18n/message.ts";
import { messageOf } from "../../i18n/message_error.ts";
import { isNoProgram, systemFailure } from "../../net/errors/system_error.ts";
import { type ProgramLookup, thisMachine } from "../../system/find_program.ts";
import { interpreterOf, pythonCommand } from "../../system/interpreter.ts";
import { quoteWord } from "../../system/quote_word.ts";

/** Why a program could not be started, with what to write instead where that is known. */
export function startFailure(
  [program = "", ...args]: readonly string[],
  error: unknown,
  lookup: ProgramLookup = thisMachine(),
): Message {
  const { system } = lookup;
  const interpreter = interpreterOf(program, lookup);
  const script = [interpreter, quoteWord(program, system)].join(" ");
  if (systemFailure(error) === "not_found") return missing(program, args, lookup);
  if (system === "windows" && isNoProgram(error, system)) {
    if (interpreter === undefined) return msg`it is not a program of Windows`;
    return msg`Windows does not start such a file by itself; write ${script}`;
  }
  if (systemFailure(error) !== "not_permitted") return messageOf(error);
  if (isFolder(program)) return msg`it is a folder`;
  return interpreter === undefined || system === "windows"
    ? notExecutable(system)
    : msg`it is not executable; chmod +x makes it so, or write ${script}`;
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}

function notExecutable(system: ProgramLookup["system"]): Message {
  return system === "windows" ? msg`access is denied` : msg`it is not executable (chmod +x?)`;
}

function missing(program: string, args: readonly string[], lookup: ProgramLookup): Message {
  const python = pythonCommand(lookup);
  const named = [program, ...args].join(" ");
  if (/^(python3?|py)$/.test(program) && !named.startsWith(python)) {
    return msg`there is no such program; Python is called ${python} on this machine`;
  }
  return lookup.system === "windows"
    ? msg`there is no such program`
    : msg`there is no such program (or the interpreter named in its first line)`;
}
