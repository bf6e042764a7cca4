const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];

/** A number of bytes, as people of the page's language write it. @param {number} bytes */
export function sizeText(bytes) {
  const at = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  return new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit",
    unit: UNITS[at],
    unitDisplay: at === 0 ? "long" : "short",
    maximumFractionDigits: 1,
  }).format(bytes / 1000 ** at);
}
