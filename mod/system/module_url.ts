import { isAbsolute, toFileUrl } from "@std/path";

/**
 * The URL of a module that is given as a URL or as an absolute path of this system: `C:\srv\echo.ts` is a path,
 * whatever a parser of URLs makes of its first letter, and `#`, `%` and `?` in a path belong to the name.
 *
 * @returns undefined for a text that is neither.
 */
export function moduleUrl(module: string): string | undefined {
  if (/^[a-z][a-z\d+.-]+:/i.test(module)) return URL.canParse(module) ? new URL(module).href : undefined;
  return isAbsolute(module) ? toFileUrl(module).href : undefined;
}
