import { RelayError } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";

/** The longest name a UNIX socket may have on the strictest system we know, bytes. */
const LONGEST = 104;

/** The name of the socket: a path, or for ABSTRACT types a name without a file. */
export function socketPath(request: OpenRequest): string {
  const path = request.parameters[0]!;
  if (path === "") throw new RelayError("a UNIX socket needs a name");
  if (new TextEncoder().encode(path).length > LONGEST) {
    throw new RelayError(`socket address "${path.slice(0, 40)}…" is too long (at most ${LONGEST} bytes)`);
  }
  return isAbstract(request) ? `\0${path}` : path;
}

/** The name that `bind=` gives our end. */
export function ownPath(request: OpenRequest): string | undefined {
  const own = request.options.text("bind");
  return own !== undefined && isAbstract(request) ? `\0${own}` : own;
}

/** True for the types whose names are not in the file system. */
export function isAbstract(request: OpenRequest): boolean {
  return request.type.startsWith("abstract");
}
