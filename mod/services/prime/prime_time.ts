/**
 * The "Prime Time" protocol of Protohackers: one JSON object a line.
 *
 * `{"method":"isPrime","number":7}` is answered with `{"method":"isPrime","prime":true}`. Any number JSON can
 * write is well formed, and one that is not an integer is simply not prime. Anything else is malformed.
 */
export type PrimeTimeRequest =
  | { readonly kind: "integer"; readonly digits: string }
  | { readonly kind: "not-an-integer" }
  | { readonly kind: "malformed"; readonly reason: string };

/**
 * Reads a request. The number is taken from the text as it was written, because a JSON parser's own numbers
 * end at 2^53.
 *
 * @param maxDigits a longer integer is refused as malformed: the protocol has no other way to say no.
 */
export function readPrimeTime(line: Uint8Array, maxDigits: number): PrimeTimeRequest {
  let request: unknown;
  try {
    request = JSON.parse(decoder.decode(line), keepNumberText);
  } catch {
    return malformed("not a JSON text"); // SyntaxError, bytes that are not UTF-8, or nested too deep to be read
  }
  if (
    typeof request !== "object" || request === null || Array.isArray(request) || request instanceof NumberText
  ) {
    return malformed("not a JSON object");
  }
  const { method, number } = request as Record<string, unknown>;
  if (method !== "isPrime") return malformed('the method is not "isPrime"');
  if (!(number instanceof NumberText)) return malformed("the number is not a number");
  const digits = integerDigits(number.text);
  if (digits === undefined) return { kind: "not-an-integer" };
  return digits.length > maxDigits ? malformed(`more than ${maxDigits} digits`) : { kind: "integer", digits };
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** A number as it stood in the text. */
class NumberText {
  constructor(readonly text: string) {}
}

function keepNumberText(this: unknown, _key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === "number" ? new NumberText(context?.source ?? String(value)) : value;
}

/**
 * The digits of a JSON number if its value is an integer: `7.0` is 7 and `1.3e1` is 13, so these
 * qualify. A number that ends in zeros only because of its exponent (`1e400`) is a multiple of ten:
 * it is written as 10, which is as prime.
 */
function integerDigits(text: string): string | undefined {
  const [, sign, whole, fraction = "", exponent = "0"] = numberParts.exec(text)!;
  const digits = (whole! + fraction).replace(/^0+(?=.)/, "");
  const shift = Number(exponent) - fraction.length;
  if (digits === "0") return "0";
  if (shift > 0) return `${sign}10`;
  const kept = digits.slice(0, Math.max(0, digits.length + shift));
  return kept !== "" && /^0*$/.test(digits.slice(kept.length)) ? sign + kept : undefined;
}

/** A number by JSON's grammar (RFC 8259, section 6): sign, whole part, fraction, exponent. */
const numberParts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

function malformed(reason: string): PrimeTimeRequest {
  return { kind: "malformed", reason };
}

/** The answer line to a well-formed request, without its end. */
export function primeTimeAnswer(prime: boolean): string {
  return `{"method":"isPrime","prime":${prime}}`;
}

/**
 * The answer line to a malformed request: it has no field of the protocol, so nobody can take it for an
 * answer.
 */
export function primeTimeRefusal(reason: string): string {
  return JSON.stringify({ error: `malformed request: ${reason}` });
}
