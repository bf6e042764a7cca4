import { formatHttpDate } from "./http_date.ts";

/**
 * Writes the times of many files. Those that stand together often have the same minute, which is written once;
 * milliseconds since 1970 in all of them.
 */
export class TimeTexts {
  readonly #http = beginning((minute) => formatHttpDate(minute).slice(0, -6));
  readonly #iso = beginning((minute) => new Date(minute).toISOString().slice(0, -7));

  /** As HTTP does (RFC 9110 §5.6.7), whole seconds, rounded down: `Mon, 30 Nov 2026 09:05:07 GMT`. */
  http(milliseconds: number): string {
    return `${this.#http(milliseconds)}${second(milliseconds)} GMT`;
  }

  /** As ISO 8601 does, to the millisecond: `2026-11-30T09:05:07.250Z`. */
  iso(milliseconds: number): string {
    const rest = String(modulo(milliseconds, 1000)).padStart(3, "0");
    return `${this.#iso(milliseconds)}${second(milliseconds)}.${rest}Z`;
  }

  /** The same to the minute: `2026-11-30T09:05`. */
  minute(milliseconds: number): string {
    return this.#iso(milliseconds).slice(0, -1);
  }
}

/** Texts that last for a minute. */
function beginning(write: (minute: number) => string): (milliseconds: number) => string {
  let [last, text] = [NaN, ""];
  return (milliseconds) => {
    const minute = Math.floor(milliseconds / 60_000);
    if (minute !== last) [last, text] = [minute, write(minute * 60_000)];
    return text;
  };
}

function second(milliseconds: number): string {
  return SECONDS[modulo(Math.floor(milliseconds / 1000), 60)]!;
}

const SECONDS = Array.from({ length: 60 }, (_, second) => String(second).padStart(2, "0"));

/** Never below zero. */
function modulo(value: number, by: number): number {
  return ((Math.floor(value) % by) + by) % by;
}
