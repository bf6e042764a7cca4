/** `64 KiB`, `1000 connections`: bytes, or the number itself; undefined for what a line has no place for. */
export function sizeIn(at = ""): number | undefined {
  const [, digits, unit] = /^(\d+) (\w+)$/.exec(at) ?? [];
  if (digits === undefined) return undefined;
  return Number(digits) * ({ KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 }[unit!] ?? 1);
}
