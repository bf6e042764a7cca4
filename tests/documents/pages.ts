import { fromFileUrl, join } from "@std/path";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));

/** Something that people read. */
export interface Page {
  /** Its path from the root of the project. */
  readonly name: string;
  readonly text: string;
}

/** Every document of the project. */
export function everyPage(): Page[] {
  const names = [
    ...[...Deno.readDirSync(ROOT)].map(({ name }) => name),
    ...[...Deno.readDirSync(join(ROOT, "docs"))].map(({ name }) => `docs/${name}`),
  ].filter((name) => name.endsWith(".md"));
  return names.sort().map((name) => ({ name, text: Deno.readTextFileSync(join(ROOT, name)) }));
}

/** Where a path of the project is on this machine. */
export function pathOf(name: string): string {
  return join(ROOT, name);
}
