/**
 * The Markdown of a page, or the SVG of its picture. From source they lie beside the program. In a bundle, another
 * module stands in this one's place (release/bundle/packed_pages.ts), with each page compressed in a
 * file of its own, so that no start but that of `netlab help PAGE` reads any.
 *
 * @param file below the root of the sources: `docs/course.md`.
 */
export async function pageSource(file: string): Promise<string> {
  return await Deno.readTextFile(new URL(`../../${file}`, import.meta.url));
}
