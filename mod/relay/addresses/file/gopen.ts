import type { RelayEndpoint } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { openNamed } from "./open.ts";

const O_CREAT = 0o100;
const O_APPEND = 0o2000;

/** `GOPEN:path`, or just a path: connects to a socket, appends to a file, makes one that is missing. */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const path = request.parameters[0]!;
  const found = kindOf(path);
  if (found === "socket") {
    const { default: connect } = await import("../unix/unix_client.ts");
    yield* connect(request);
    return;
  }
  const append = found === "there" && request.access !== "read" ? O_APPEND : 0;
  yield await openNamed(request, path, found === "missing" ? O_CREAT : append);
}

function kindOf(path: string): "socket" | "there" | "missing" {
  try {
    return Deno.statSync(path).isSocket ? "socket" : "there";
  } catch {
    return "missing"; // or not to be seen: opening it will say so
  }
}
