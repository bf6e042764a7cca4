const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const TIME = /(\d{2}):(\d{2}):(\d{2})/.source;
const IMF = new RegExp(`^[A-Z][a-z]{2}, (\\d{2}) ([A-Z][a-z]{2}) (\\d{4}) ${TIME} GMT$`);
const RFC850 = new RegExp(`^[A-Z][a-z]+day, (\\d{2})-([A-Z][a-z]{2})-(\\d{2}) ${TIME} GMT$`);
const ASCTIME = new RegExp(`^[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ \\d]\\d) ${TIME} (\\d{4})$`);

/**
 * Writes a time as HTTP does (RFC 9110 §5.6.7), whole seconds, rounded down.
 *
 * @param milliseconds since 1970
 */
export function formatHttpDate(milliseconds: number): string {
  return new Date(Math.floor(milliseconds / 1000) * 1000).toUTCString();
}

/**
 * Reads a time in any of HTTP's three forms.
 *
 * @param text the field's value
 * @returns milliseconds since 1970, or undefined: not a date, so the field must be ignored
 */
export function parseHttpDate(text: string): number | undefined {
  const imf = IMF.exec(text);
  if (imf) return utc(Number(imf[3]), imf[2]!, imf[1]!, imf.slice(4));
  const old = RFC850.exec(text);
  if (old) return utc(fullYear(Number(old[3])), old[2]!, old[1]!, old.slice(4));
  const asc = ASCTIME.exec(text);
  if (asc) return utc(Number(asc[6]), asc[1]!, asc[2]!, asc.slice(3, 6));
  return undefined;
}

/** A two-digit year that seems to be more than 50 years ahead is in the past (RFC 9110 §5.6.7). */
function fullYear(short: number): number {
  const now = new Date().getUTCFullYear();
  const guess = Math.floor(now / 100) * 100 + short;
  return guess > now + 50 ? guess - 100 : guess;
}

function utc(year: number, monthName: string, day: string, time: readonly string[]): number | undefined {
  const month = MONTHS.indexOf(monthName);
  const [hour, minute, second] = time.map(Number);
  if (month < 0 || hour! > 23 || minute! > 59 || second! > 60) return undefined;
  // Not Date.UTC(), which takes the years 0 to 99 for those of the last century.
  const date = new Date(0).setUTCFullYear(year, month, Number(day)) +
    ((hour! * 60 + minute!) * 60 + second!) * 1000;
  return new Date(date).getUTCDate() === Number(day) || second === 60 ? date : undefined;
}
