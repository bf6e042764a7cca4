import { commandLine, type Startable } from "../../../system/start_words.ts";
import { thisSystem } from "../../../system/system.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { startProgram } from "./child.ts";

/** `SYSTEM:command`: the shell decides what the command means; on Windows that is cmd. */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  yield await startProgram(request, shell(request.parameters[0]!, request.options.flag("stderr")));
}

/** `stderr`: the shell joins the two outputs, for one channel cannot be handed out twice here. */
function shell(command: string, joined: boolean): Startable {
  if (thisSystem() === "windows") return commandLine(joined ? `(${command}) 2>&1` : command);
  const script = joined ? ["-c", 'exec "$0" "$@" 2>&1', "sh", "-c", command] : ["-c", command];
  return { program: "sh", args: script, rawArguments: false };
}
