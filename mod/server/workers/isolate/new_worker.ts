import { type Permission, PERMISSIONS } from "../../../process/permissions.ts";

/**
 * A worker at the entry of all our workers.
 *
 * A worker usually has its parent's permissions, the very same: what one gives up, the other has lost. One that is to have fewer gets
 * a set of its own: it never has what it will not need, and gives up the rest when its service is loaded.
 *
 * @param name as people call it.
 * @param permissions what it is to keep; undefined: the parent's own.
 */
export function newWorker(name: string, permissions: readonly Permission[] | undefined): Worker {
  const entry = new URL("./worker_entry.ts", import.meta.url);
  if (permissions === undefined) return new Worker(entry, { type: "module", name });
  const own = PERMISSIONS.map((
    each,
  ) => [each, permissions.includes(each) || toStart(each) ? "inherit" : false]);
  return new Worker(entry, { type: "module", name, deno: { permissions: Object.fromEntries(own) } });
}

/** What is needed to load a service, to listen, and to find the call that breaks a connection off. */
function toStart(name: Permission): boolean {
  return name === "net" || name === "read" || name === "ffi";
}
