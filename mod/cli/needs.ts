import { isDevice } from "../process/is_device.ts";
import { type Permission, PERMISSIONS } from "../process/permissions.ts";
import type { Kept } from "../process/surrender.ts";

/**
 * # What a command may do
 *
 * The program is started with every permission that any of its commands needs, and a command that answers strangers should not
 * have those of its neighbours: a calculator cannot run programs, whatever mistake is in it. So each command says in a table which
 * permissions it keeps, why, and on which condition; what is not in the table is given up for good. The table stands beside that of
 * the options, and like it is the only place: the trace, the documentation and the program read it.
 */
export type Needs<Given> = Readonly<Partial<Record<Permission, Need<Given> | readonly Need<Given>[]>>>;

/** Why a command keeps a permission. */
export interface Need<Given> {
  /** What for, in a few words: `the folder that is served`. */
  readonly why: string;
  /** On which condition, in words: `with --upload`. Absent when there is none. */
  readonly if?: string;
  /** The condition itself. */
  when?(given: Given): boolean;
  /** Files that the user named; they may be devices, which are only opened to a program that may do everything. */
  files?(given: Given): readonly (string | undefined)[];
}

/** Everything, for the same reason: for a command that reads what the runtime only shows to a program without limits. */
export function everything(why: string): Needs<unknown> {
  return Object.fromEntries(PERMISSIONS.map((name) => [name, { why }]));
}

/** Why a command keeps a permission: one reason after the other, none when it never does. */
export function reasons<Given>(needs: Needs<Given>, name: Permission): readonly Need<Given>[] {
  return [needs[name] ?? []].flat();
}

/** What a command keeps for what it was given. */
export function kept<Given>(needs: Needs<Given>, given: Given): Kept {
  const applies = (need: Need<Given>) => need.when?.(given) ?? true;
  const asked = PERMISSIONS.filter((name) => reasons(needs, name).some(applies));
  const files = asked.flatMap((name) => reasons(needs, name).flatMap((need) => need.files?.(given) ?? []));
  const device = files.find((path) => path !== undefined && isDevice(path));
  if (device === undefined) return { permissions: asked };
  return {
    permissions: PERMISSIONS,
    because: `${device} is only opened to a program that may do everything`,
  };
}
