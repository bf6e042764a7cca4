/**
 * The parts shared by all addresses with a name in the file system: removal, permissions, owners.
 */
import { removeNameSync } from "../../../fs/remove_name.ts";
import { fileIdentity, isAnotherFile } from "../../../system/file_identity.ts";
import { RelayError } from "../../relay_endpoint.ts";
import { errorText, systemFailure } from "../../../net/errors/system_error.ts";
import type { Options } from "../../options/options.ts";
import type { OpenRequest } from "../address_type.ts";

/**
 * Before opening: `unlink-early`, `unlink`.
 *
 * @param removes the value of `unlink-close` when it is not given
 * @returns call it once the name is ours: it registers the removal at the end, and returns a
 * function that removes it now. Before that the name may be somebody else's, and a failed start
 * must leave it alone.
 */
export function namedEarly(request: OpenRequest, path: string, removes: boolean): () => () => void {
  removeEarly(request, path);
  return removedAtEnd(request, path, removes);
}

/** What `namedEarly` does after the early removal. */
export function removedAtEnd(
  { options, context }: OpenRequest,
  path: string,
  removes: boolean,
): () => () => void {
  const remove = options.has("unlink-close") ? options.flag("unlink-close") : removes;
  return () => {
    const made = fileIdentity(path);
    return remove ? context.cleanups.add(() => removeOurs(path, made, context)) : () => {};
  };
}

/**
 * A name that we have made and may no longer remove, as after `su=`, is told. One that another program has made
 * anew is its own: a server that was started again, say.
 */
function removeOurs(path: string, made: string | undefined, { log }: OpenRequest["context"]): void {
  if (isAnotherFile(path, made)) return log.info(`"${path}" has been made anew by another program`);
  try {
    removeNameSync(path);
  } catch (error) {
    if (systemFailure(error) !== "not_found") log.inVain(`unlink("${path}"): ${errorText(error)}`);
  }
}

/**
 * `unlink-early`, `unlink`: nothing else may happen to a name that is and stays somebody else's.
 */
export function removeEarly({ options }: OpenRequest, path: string): void {
  if (options.flag("unlink-early") || options.flag("unlink")) removeQuietly(path);
}

/** Removes the name if it is there. */
export function removeQuietly(path: string): void {
  try {
    removeNameSync(path);
  } catch {
    // Not there any more, or never was.
  }
}

/**
 * After opening: `perm`, `user`, `group`, `unlink-late`.
 *
 * @param madeWithMode whether `perm` was that of the call that made the name, and has gone through the umask:
 * it must not be widened now
 */
export function applyNamed(request: OpenRequest, path: string, madeWithMode = false): void {
  applyRights(request, path, madeWithMode);
  removeLate(request, path);
}

/** `unlink-late`: once it is open, it needs no name. */
export function removeLate({ options }: OpenRequest, path: string): void {
  if (options.flag("unlink-late")) removeQuietly(path);
}

/** `perm`, `user`, `group` alone, as {@linkcode applyNamed} has them. */
export function applyRights(request: OpenRequest, path: string, madeWithMode: boolean): void {
  const { options } = request;
  try {
    const mode = options.number("perm-late") ?? (madeWithMode ? undefined : options.number("perm")) ??
      options.number("perm-early");
    if (mode !== undefined) Deno.chmodSync(path, mode);
    const user = identity(
      options.text("user-late") ?? options.text("user") ?? options.text("user-early"),
      "/etc/passwd",
    );
    const group = identity(
      options.text("group-late") ?? options.text("group") ?? options.text("group-early"),
      "/etc/group",
    );
    if (user !== null || group !== null) Deno.chownSync(path, user, group);
  } catch (error) {
    if (error instanceof RelayError) throw error;
    throw new RelayError(`"${path}": ${errorText(error)}`);
  }
}

/** The number of a user or group given by name or number; null when none was given. */
export function identity(name: string | undefined, file: "/etc/passwd" | "/etc/group"): number | null {
  if (name === undefined) return null;
  if (/^\d+$/.test(name)) return Number(name);
  const line = Deno.readTextFileSync(file).split("\n").find((each) => each.startsWith(`${name}:`));
  if (line === undefined) {
    throw new RelayError(
      file === "/etc/passwd" ? `getpwnam("${name}"): no such user` : `getgrnam("${name}"): no such group`,
    );
  }
  return Number(line.split(":")[2]);
}

/**
 * Looks for the owners that options name, before anything is made that could not be given to them.
 *
 * @throws {RelayError} for one that there is not
 */
export function checkOwners(options: Options): void {
  for (const [name, value] of options.all) {
    if (/^user(-|$)/.test(name)) identity(String(value), "/etc/passwd");
    if (/^group(-|$)/.test(name)) identity(String(value), "/etc/group");
  }
}

/** Runs `make` with the `umask=` of the request in force. */
export function underUmask<T>(request: OpenRequest, make: () => T): T {
  const umask = request.options.number("umask");
  if (umask === undefined) return make();
  const before = Deno.umask(umask);
  try {
    return make();
  } finally {
    Deno.umask(before);
  }
}
