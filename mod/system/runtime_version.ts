/**
 * Whether the runtime is of this version or a later one, by numbers alone: `2.9.0-rc.1` counts as 2.9.0.
 *
 * @param wanted such as `2.9` or `2.9.2`
 */
export function runtimeIsFrom(wanted: string, runtime = Deno.version.deno): boolean {
  const [least, given] = [numbersOf(wanted), numbersOf(runtime)];
  const first = least.findIndex((number, index) => number !== given[index]);
  return first < 0 || given[first]! > least[first]!;
}

function numbersOf(version: string): number[] {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map((part) => Number.parseInt(part));
  return [major, minor, patch];
}
