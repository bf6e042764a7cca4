import { lastWords } from "../reports/last_words.ts";

/**
 * Where in the reader's own files a program has died, and of what kind of error, as it tells itself: two ends at the
 * same place are one mistake.
 *
 * @param said the end of its standard error.
 * @returns undefined where it names no place in a file of source.
 */
export function crashPlace(said: string): string | undefined {
  const words = lastWords(said);
  const places = words.flatMap((line) => PLACE.exec(line)?.slice(1, 3).join(":") ?? []);
  const kind = words.flatMap((line) => KIND.exec(line)?.[0] ?? []).at(-1) ?? "";
  return places.length === 0 ? undefined : `${places.at(-1)} ${kind}`.trimEnd();
}

/** `File "x.py", line 3`, `x.go:12`, `Server.java:8`, `x.php on line 3`, `x.pl line 4`. */
const PLACE = /([^\s"'(:]+\.(?:py|java|go|rs|rb|php|[mc]?[jt]s|pl))\W{0,3}(?:on )?(?:line |:)(\d+)/;
const KIND = /\b[A-Za-z][\w:.]*(?:Error|Exception|Interrupt)\b|Errno::\w+/;
