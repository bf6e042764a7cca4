import type { RelayEndpoint } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { startProgram } from "./child.ts";

/** `SYSTEM:command`: the shell decides what the command means. */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const windows = Deno.build.os === "windows";
  const command = request.parameters[0]!;
  yield await startProgram(
    request,
    windows ? { file: "cmd", args: ["/d", "/s", "/c", command] } : { file: "sh", args: ["-c", command] },
  );
}
