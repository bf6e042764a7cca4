import { type Permission, PERMISSIONS } from "../../../process/permissions.ts";

/**
 * A worker at the entry of all our workers.
 *
 * A worker usually shares its parent's permissions: if one gives a permission up, the other loses
 * it too. A worker that should have fewer gets its own set: it never has permissions that it will
 * not need, and gives up the rest when its service is loaded.
 *
 * @param name its name for people.
 * @param permissions the permissions to keep; undefined: the parent's own.
 */
export function newWorker(name: string, permissions: readonly Permission[] | undefined): Worker {
  const entry = new URL("./worker_entry.ts", import.meta.url);
  if (permissions === undefined) return new Worker(entry, { type: "module", name });
  const own = PERMISSIONS.map((
    each,
  ) => [each, permissions.includes(each) || toStart(each) ? "inherit" : false]);
  return new Worker(entry, { type: "module", name, deno: { permissions: Object.fromEntries(own) } });
}

/**
 * The permissions needed to load a service, to listen, and to look up the call that resets a
 * connection.
 */
function toStart(name: Permission): boolean {
  return name === "net" || name === "read" || name === "ffi";
}
