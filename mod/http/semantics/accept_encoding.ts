/**
 * Picks a content coding (RFC 9110 §12.5.3).
 *
 * @param value the Accept-Encoding field, undefined when it was not sent
 * @param available the codings on offer, best first, without `identity`
 * @returns the coding the client likes best; `identity` when nothing else fits (it is never refused: a client
 *   that
 * forbids everything is better served with plain bytes than with an error)
 */
export function chooseCoding(value: string | undefined, available: readonly string[]): string {
  if (value === undefined) return "identity";
  const weights = new Map(value.split(",").map(weight));
  const weightOf = (coding: string) => weights.get(coding) ?? weights.get("*") ?? 0;
  const best = available.reduce<string | undefined>(
    (before, coding) => before !== undefined && weightOf(before) >= weightOf(coding) ? before : coding,
    undefined,
  );
  if (best === undefined || weightOf(best) === 0) return "identity";
  return (weights.get("identity") ?? 0) > weightOf(best) ? "identity" : best;
}

function weight(item: string): [string, number] {
  const [name = "", ...parameters] = item.split(";").map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
  const number = q === undefined ? 1 : Number(q);
  return [name === "x-gzip" ? "gzip" : name, number >= 0 && number <= 1 ? number : 0];
}
