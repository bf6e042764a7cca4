/**
 * Issuer and subject of a certificate in the order in which they stand there: the runtime gives
 * them as objects in a different order, and scripts compare the whole line. This reads only as much
 * of DER (X.690) as it needs.
 */

/** `C = XY, CN = localhost`, twice. */
export interface CertificateNames {
  readonly issuer: string;
  readonly subject: string;
}

/** One DER element: its tag and its content. */
interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
}

const SHORT_NAMES: Readonly<Record<string, string>> = {
  "2.5.4.3": "CN",
  "2.5.4.6": "C",
  "2.5.4.7": "L",
  "2.5.4.8": "ST",
  "2.5.4.10": "O",
  "2.5.4.11": "OU",
  "1.2.840.113549.1.9.1": "emailAddress",
};

/** Reads the names out of a certificate (DER); undefined when it is not one. */
export function certificateNames(der: Uint8Array): CertificateNames | undefined {
  try {
    const [certificate] = elements(der);
    const [body] = elements(certificate!.content);
    // The version is left out by old certificates; then serial number, algorithm, issuer, validity, subject.
    const fields = elements(body!.content).filter((element) => element.tag !== 0xa0);
    return { issuer: nameLine(fields[2]!), subject: nameLine(fields[4]!) };
  } catch {
    return undefined; // cut off or something else: there are other ways to name the peer
  }
}

/**
 * Whether a certificate (DER) is of version 1 or 2 of X.509, which have no extensions: the version is left out
 * then, or is not 2, which means 3 (RFC 5280 §4.1.2.1).
 */
export function isBeforeVersion3(der: Uint8Array): boolean {
  try {
    const [certificate] = elements(der);
    const [body] = elements(certificate!.content);
    const [version] = elements(body!.content);
    return version!.tag !== 0xa0 || version!.content.join() !== "2,1,2";
  } catch {
    return false; // something else
  }
}

function elements(bytes: Uint8Array): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length;) {
    const { length, start } = lengthAt(bytes, at + 1);
    if (start + length > bytes.length) throw new RangeError("cut off");
    found.push({ tag: bytes[at]!, content: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return found;
}

function lengthAt(bytes: Uint8Array, at: number): { length: number; start: number } {
  const first = bytes[at]!;
  if (first < 128) return { length: first, start: at + 1 };
  const count = first & 127;
  const length = bytes.subarray(at + 1, at + 1 + count).reduce((sum, byte) => sum * 256 + byte, 0);
  return { length, start: at + 1 + count };
}

function nameLine(name: Element): string {
  const parts = elements(name.content).flatMap((set) => elements(set.content));
  return parts.map((part) => {
    const [type, value] = elements(part.content);
    const id = objectId(type!.content);
    return `${SHORT_NAMES[id] ?? id} = ${new TextDecoder().decode(value!.content)}`;
  }).join(", ");
}

function objectId(bytes: Uint8Array): string {
  const numbers = [Math.floor(bytes[0]! / 40), bytes[0]! % 40];
  let number = 0;
  for (const byte of bytes.subarray(1)) {
    number = number * 128 + (byte & 127);
    if (byte < 128) {
      numbers.push(number);
      number = 0;
    }
  }
  return numbers.join(".");
}
