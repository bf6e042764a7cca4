import { granted, keepOnly, type Permission } from "./permissions.ts";

/** The permissions to keep. */
export interface KeptPermissions {
  readonly permissions: readonly Permission[];
  /** Why everything is kept. */
  readonly because?: string | undefined;
}

/** What became of the permissions. */
export interface DroppedPermissions {
  readonly kept: readonly Permission[];
  /** Those that the program had and gave up. */
  readonly lost: readonly Permission[];
  /** Why everything was kept. */
  readonly because?: string | undefined;
}

/** Gives up all but some permissions of the program. */
export function dropPermissions({ permissions, because }: KeptPermissions): DroppedPermissions {
  const before = granted();
  keepOnly(permissions);
  const kept = granted();
  return { kept, lost: before.filter((name) => !kept.includes(name)), because };
}

/** In words: `keeps net; gave up read, write`. */
export function describePermissions({ kept, lost, because }: DroppedPermissions): string {
  const keeps = `keeps ${kept.join(", ") || "none"}${because === undefined ? "" : `, because ${because}`}`;
  return lost.length === 0 ? keeps : `${keeps}; gave up ${lost.join(", ")}`;
}
