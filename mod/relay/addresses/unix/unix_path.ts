import { type System, thisSystem } from "../../../system/system.ts";
import { unixNameLimit } from "../../../net/unix/unix_name_limit.ts";
import { RelayError } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";

/**
 * The name of the socket: a path, or for ABSTRACT types a name without a file.
 *
 * @throws {RelayError} when a name on this system cannot be as long.
 */
export function socketPath(request: OpenRequest, system: System = thisSystem()): string {
  const path = request.parameters[0]!;
  if (path === "") throw new RelayError("a UNIX socket needs a name");
  return checkedName(request, path, system);
}

/** The name that `bind=` gives our end. @throws {RelayError} as {@linkcode socketPath} does. */
export function ownPath(request: OpenRequest, system: System = thisSystem()): string | undefined {
  const own = request.options.text("bind");
  return own === undefined ? undefined : checkedName(request, own, system);
}

function checkedName(request: OpenRequest, name: string, system: System): string {
  const limit = unixNameLimit(system);
  if (new TextEncoder().encode(name).length > limit) {
    throw new RelayError(`socket address "${name.slice(0, 40)}…" is too long (at most ${limit} bytes here)`);
  }
  return isAbstract(request) ? `\0${name}` : name;
}

/** True for the types whose names are not in the file system. */
export function isAbstract(request: OpenRequest): boolean {
  return request.type.startsWith("abstract");
}
