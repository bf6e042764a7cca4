import { distinctNames, foldedName, savedName } from "../../../fs/file_name.ts";

/**
 * The names under which the entries of a server's folder are saved beside each other: such as every system can
 * have, each only once, and the same ones in the next run.
 *
 * @param names as the server has them; those of a folder, in any order
 * @returns for each name its own here; undefined for one of which nothing is left, such as `..`
 */
export function localNames(names: readonly string[]): (string | undefined)[] {
  const order = names.map((name, at) => ({ name: savedName(name), at }))
    .filter((each): each is { name: string; at: number } => each.name !== undefined)
    .sort((a, b) => names[a.at]! < names[b.at]! ? -1 : 1);
  const known = new Set(order.map(({ name }) => foldedName(name)));
  const apart = distinctNames(order.map(({ name }) => isPartOf(name, known) ? `${name}_` : name));
  const local: (string | undefined)[] = names.map(() => undefined);
  for (const [index, { at }] of order.entries()) local[at] = apart[index];
  return local;
}

/** Whether another of these files would be put together under this name. */
function isPartOf(name: string, names: ReadonlySet<string>): boolean {
  const whole = /^(.+)\.part(\.json)?$/i.exec(name)?.[1];
  return whole !== undefined && names.has(foldedName(whole));
}
