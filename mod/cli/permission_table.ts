import { isDevice } from "../process/is_device.ts";
import { type Permission, PERMISSIONS } from "../process/permissions.ts";
import type { KeptPermissions } from "../process/drop_permissions.ts";

/**
 * # What a command may do
 *
 * The program is started with every permission that any of its commands needs, and a command that answers
 * strangers should not have those of its neighbours: a calculator cannot run programs, no matter
 * what mistake is in it. So each command says in a table which permissions it keeps, why, and on
 * which condition; the rest are given up for good. The table stands beside that of the options, and
 * like it is the only place: the trace, the documentation and the program read it.
 */
export type PermissionTable<Given> = Readonly<
  Partial<Record<Permission, PermissionReason<Given> | readonly PermissionReason<Given>[]>>
>;

/** Why a command keeps a permission. */
export interface PermissionReason<Given> {
  /** The purpose, in a few words: `the folder that is served`. */
  readonly why: string;
  /** The condition, in words: `with --upload`. Absent when there is none. */
  readonly if?: string;
  /** The condition itself. */
  when?(given: Given): boolean;
  /**
   * Files that the user named; they may be devices, which are only opened to a program that may do
   * everything.
   */
  files?(given: Given): readonly (string | undefined)[];
}

/**
 * Everything, for the same reason: a command may read things that the runtime shows only to a
 * program without limits.
 */
export function everyPermission(why: string): PermissionTable<unknown> {
  return Object.fromEntries(PERMISSIONS.map((name) => [name, { why }]));
}

/** Why a command keeps a permission: one reason after the other, none when it never does. */
export function permissionReasons<Given>(
  table: PermissionTable<Given>,
  name: Permission,
): readonly PermissionReason<Given>[] {
  return [table[name] ?? []].flat();
}

/** The permissions that a command keeps for the arguments it was given. */
export function keptPermissions<Given>(table: PermissionTable<Given>, given: Given): KeptPermissions {
  const applies = (reason: PermissionReason<Given>) => reason.when?.(given) ?? true;
  const asked = PERMISSIONS.filter((name) => permissionReasons(table, name).some(applies));
  const files = asked.flatMap((name) =>
    permissionReasons(table, name).flatMap((reason) => reason.files?.(given) ?? [])
  );
  const device = files.find((path) => path !== undefined && isDevice(path));
  if (device === undefined) return { permissions: asked };
  return {
    permissions: PERMISSIONS,
    because: `${device} is only opened to a program that may do everything`,
  };
}
