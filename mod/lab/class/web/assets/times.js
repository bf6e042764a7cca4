import { inPageLanguage } from "../../../../http/assets/listing/language.js";

const LANGUAGE = inPageLanguage({ en: "en-GB", fr: "fr" });
const DAY = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "medium", timeStyle: "short" });
const CLOCK = new Intl.DateTimeFormat(LANGUAGE, { timeStyle: "medium" });
const UNITS = inPageLanguage({ en: ["s", "min", "h", "d"], fr: ["s", "min", "h", "j"] });

/** @param {number} at milliseconds since 1970 */
export function dayAndTime(at) {
  return DAY.format(at);
}

/** @param {number} at milliseconds since 1970 */
export function clockTime(at) {
  return CLOCK.format(at);
}

/**
 * How long something lasts, in its largest unit.
 *
 * @param {number} milliseconds
 */
export function lasting(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const [unit, size] = seconds < 60
    ? [0, 1]
    : seconds < 3600
    ? [1, 60]
    : seconds < 86_400
    ? [2, 3600]
    : [3, 86_400];
  return Math.floor(seconds / size) + "\u00a0" + UNITS[unit];
}
