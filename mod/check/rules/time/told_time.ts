/** What a line about the time tells, compared with a clock. */
export type ToldTime =
  /** It is the time of this moment, in this zone, in minutes east of Greenwich. */
  | { readonly what: "now"; readonly zone: number }
  /** It is another time, by so many seconds. */
  | { readonly what: "off"; readonly seconds: number }
  /** No time of day is in it that is written with digits. */
  | { readonly what: "unknown" };

/**
 * Finds the time of day in a line, however it is written (`12:34:56`, `12h34`, `1:02 PM`, a number of seconds since
 * 1970), and compares it with the clock. A difference of half-hours is one of zones.
 *
 * @param tolerance seconds by which the two clocks may differ; a time without seconds may be late by a minute more.
 * @param here the zone of this machine, which a number of seconds since 1970 does not tell.
 */
export function toldTime(text: string, now: Date, tolerance: number, here = zoneOf(now)): ToldTime {
  const seconds = now.getTime() / 1000;
  const [, epoch] = SINCE_1970.exec(text) ?? [];
  if (epoch !== undefined) {
    const off = Number(epoch) - seconds;
    return Math.abs(off) <= tolerance + 1 ? { what: "now", zone: here } : { what: "off", seconds: off };
  }
  const found = TIME_OF_DAY.exec(text);
  if (found === null || Number(found[1]) > 23 || Number(found[2]) > 59) return { what: "unknown" };
  const [, hours = "", minutes = "", second, half] = found;
  const hour = half === undefined
    ? Number(hours)
    : Number(hours) % 12 + (half.toLowerCase() === "p" ? 12 : 0);
  const told = hour * 3600 + Number(minutes) * 60 + Number(second ?? 30);
  const off = aroundZero(told - seconds % DAY);
  const most = tolerance + (second === undefined ? 31 : 1);
  const zone = [Math.round(off / HALF_HOUR) * 30, ...ODD_ZONES].find((each) =>
    Math.abs(aroundZero(off - each * 60)) <= most
  );
  if (zone !== undefined) return { what: "now", zone };
  return { what: "off", seconds: Math.round(aroundZero(off - here * 60)) };
}

/** Whether a line tells the time to the second. */
export function tellsSeconds(text: string): boolean {
  return SINCE_1970.test(text) || TIME_OF_DAY.exec(text)?.[3] !== undefined;
}

/** The zone of this machine, in minutes east of Greenwich. */
export function zoneOf(now: Date): number {
  return -now.getTimezoneOffset();
}

/** A difference of times of day, from minus to plus twelve hours. */
function aroundZero(seconds: number): number {
  return ((seconds + DAY / 2) % DAY + DAY) % DAY - DAY / 2;
}

const SINCE_1970 = /^\s*(\d{10})(?:\.\d+)?\s*$/;
const TIME_OF_DAY = /(?<!\d)(\d{1,2})\s?[:h]\s?(\d{2})(?:\s?[:m]\s?(\d{2}))?(?!\d)\s*([ap])?/i;
const DAY = 86_400;
const HALF_HOUR = 1800;
/** Nepal, Eucla in Australia, and the Chatham Islands, minutes. */
const ODD_ZONES = [345, 525, 765, 825];
