import { commandLine, type Startable } from "../../../system/start_words.ts";
import { thisSystem } from "../../../system/system.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import { wantsTerminal } from "../../options/terminal_options.ts";
import type { OpenRequest } from "../address_type.ts";
import { startProgram } from "./child.ts";

/**
 * `SYSTEM:command`: the shell decides what the command means; on Windows that is cmd. `SHELL:command` has that of
 * `shell=` or of the variable SHELL do it.
 */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const { options, parameters: [command] } = request;
  const join = options.flag("stderr") && !wantsTerminal(options);
  yield await startProgram(request, shell(shellOf(request), command!, join));
}

function shellOf({ type, options, context }: OpenRequest): string {
  if (type !== "shell") return "sh";
  return options.text("shell") ?? (context.variable("SHELL") || "sh");
}

/** `stderr`: the shell joins the two outputs, for one channel cannot be handed out twice here. */
function shell(program: string, command: string, joined: boolean): Startable {
  if (thisSystem() === "windows") return commandLine(joined ? `(${command}) 2>&1` : command);
  const script = joined ? ["-c", 'exec "$0" "$@" 2>&1', program, "-c", command] : ["-c", command];
  return { program: joined ? "sh" : program, args: script, rawArguments: false };
}
