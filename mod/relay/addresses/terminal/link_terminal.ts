import { removeNameSync } from "../../../fs/remove_name.ts";
import { errorText, systemFailure } from "../../../net/errors/system_error.ts";
import { RelayError } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { removeEarly } from "../file/named.ts";

/**
 * `link=`: a name that does not change for a terminal whose own does. It takes the place of what had the name,
 * and goes at the end, unless `unlink-close=0`.
 *
 * @returns a function that removes it now
 * @throws {RelayError} `symlink("/dev/pts/3", "modem"): Permission denied`
 */
export function linkTerminal(request: OpenRequest, path: string): () => void {
  const { options, context } = request;
  const name = options.text("symbolic-link");
  const stays = options.has("unlink-close") && !options.flag("unlink-close");
  if (name === undefined) return () => {};
  removeEarly(request, name);
  try {
    remove(name);
    Deno.symlinkSync(path, name);
  } catch (error) {
    throw new RelayError(`symlink("${path}", "${name}"): ${errorText(error)}`);
  }
  return stays ? () => {} : context.cleanups.add(() => {
    if (leadsTo(name) === path) remove(name);
  });
}

/** Somebody else may have taken the name over meanwhile. */
function leadsTo(name: string): string | undefined {
  try {
    return Deno.readLinkSync(name);
  } catch {
    return undefined; // gone, or no link
  }
}

function remove(name: string): void {
  try {
    removeNameSync(name);
  } catch (error) {
    if (systemFailure(error) !== "not_found") throw error;
  }
}
