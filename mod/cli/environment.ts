/**
 * The variables of the environment as they were at the start: later there may be no permission to look.
 *
 * @returns a function that looks one up; empty ones count as absent, and so do all of them when the
 * program was started without that permission.
 */
export function environment(): (name: string) => string | undefined {
  try {
    const all = new Map(Object.entries(Deno.env.toObject()));
    return (name) => all.get(name) || undefined;
  } catch {
    return () => undefined;
  }
}
