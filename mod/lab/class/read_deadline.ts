import { msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";

/**
 * A deadline as people write one: a day (its end is meant), or a day and a time, by this machine's clock unless a zone
 * stands behind it.
 *
 * @returns milliseconds since 1970; null: there is none any more
 * @throws {MessageError} with words that fit after `--deadline`
 */
export function readDeadline(typed: string): number | null {
  if (typed === "none") return null;
  const [, day, time = "23:59:59", zone = ""] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?))?(Z|[+-]\d{2}:\d{2})?$/.exec(typed) ?? [];
  const at = day === undefined ? NaN : Date.parse(`${day}T${time}${zone}`);
  if (Number.isNaN(at)) {
    throw new MessageError(msg`needs a time such as 2026-12-01T18:00, or none, not "${typed}"`);
  }
  return at;
}
