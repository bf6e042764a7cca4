import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import { splitWords } from "../../grammar/split_words.ts";
import { commandLine, quoteForBatch, type Startable, startable } from "../../../system/start_words.ts";
import { findProgram } from "../../../system/find_program.ts";
import { thisSystem } from "../../../system/system.ts";
import { wantsTerminal } from "../../options/terminal_options.ts";
import type { OpenRequest } from "../address_type.ts";
import { startProgram } from "./child.ts";

/** `EXEC:program arguments`: split at blanks, no shell involved. */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const words = splitWords(request.parameters[0]!);
  if (words.length === 0) throw new RelayError("EXEC: no program given");
  const join = request.options.flag("stderr") && !wantsTerminal(request.options);
  yield await startProgram(request, join ? joined(words) : startable(words));
}

/** `stderr`: a shell joins the two outputs, for one channel cannot be handed out twice here. */
function joined(words: readonly string[]): Startable {
  if (thisSystem() === "windows") {
    const [name, ...args] = words;
    return commandLine(`${[findProgram(name!) ?? name!, ...args].map(quoteForBatch).join(" ")} 2>&1`);
  }
  return { program: "sh", args: ["-c", 'exec "$0" "$@" 2>&1', ...words], rawArguments: false };
}
