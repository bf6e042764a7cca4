import type { Text } from "../../i18n/text.ts";

/** A place in the sheets, such as `000 §2`. */
export function sheet(place: string): Text {
  return { en: `sheet ${place}`, fr: `feuille ${place}` };
}

/**
 * One of Protohackers' problems, which have no other name in French.
 *
 * @param test the name that its own test has there.
 */
export function protohackers(problem: number, test?: string): Text {
  const place = test === undefined ? `${problem}` : `${problem}, ${test}`;
  return { en: `Protohackers ${place}`, fr: `Protohackers ${place}` };
}

/** A standard of the Internet, or a place in one, such as `9112 §4`. */
export function rfc(place: number | string): Text {
  return { en: `RFC ${place}`, fr: `RFC ${place}` };
}
