/** A permission of the runtime; its own types have forgotten the last one. */
export type Permission = Deno.PermissionName | "import";

/** All of them, in the order in which they are listed. */
export const PERMISSIONS: readonly Permission[] = [
  "net",
  "read",
  "write",
  "run",
  "env",
  "sys",
  "ffi",
  "import",
];

/** The permissions that this isolate has without limits. */
export function granted(): Permission[] {
  return PERMISSIONS.filter((name) => Deno.permissions.querySync(descriptor(name)).state === "granted");
}

/**
 * Gives up all but some permissions of this isolate, for good: nothing that runs later gets them
 * back, and neither do the workers that share them.
 *
 * @param names the permissions to keep; undefined: all of them.
 */
export function keepOnly(names: readonly Permission[] | undefined): void {
  if (names === undefined) return;
  for (const name of PERMISSIONS) if (!names.includes(name)) Deno.permissions.revokeSync(descriptor(name));
}

function descriptor(name: Permission): Deno.PermissionDescriptor {
  return { name } as Deno.PermissionDescriptor;
}
