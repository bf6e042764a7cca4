import type { Text } from "../../i18n/text.ts";

/** A place in the sheets, such as `000 §2`. */
export function sheet(place: string): Text {
  return { en: `sheet ${place}`, fr: `feuille ${place}` };
}

/** One of Protohackers' problems, which have no other name in French. */
export function protohackers(problem: number): Text {
  return { en: `Protohackers ${problem}`, fr: `Protohackers ${problem}` };
}

/** A standard of the Internet, or a place in one, such as `9112 §4`. */
export function rfc(place: number | string): Text {
  return { en: `RFC ${place}`, fr: `RFC ${place}` };
}
