/**
 * Which peers TLS trusts.
 *
 * The runtime checks the chain. We check three things again. Names: many have certificates with only
 * a common name, so the name is compared with the alternative names when there are any and with the
 * common name when there are none. Certificates of version 1: the runtime (Deno 2.9) does not compare the
 * handshake with their key, so anybody who has seen such a certificate could show it; none is trusted. And
 * certificates that sign themselves: a peer that is its own issuer is only trusted when exactly this
 * certificate, byte for byte, is in the trusted file.
 */
import type { PeerCertificate } from "node:tls";
import { isBeforeVersion3 } from "./certificate_names.ts";
import { TlsError } from "./tls_error.ts";

/** What the certificate is checked against. */
export interface Trust {
  /** The trusted certificates, PEM; undefined: those of the system. */
  readonly ca: string | undefined;
  /** The name the certificate must be for; undefined or empty: any. */
  readonly name: string | undefined;
}

/**
 * Checks a certificate that the runtime has already accepted.
 *
 * @throws {TlsError} when it must not be trusted
 */
export function verifyPeer(certificate: PeerCertificate, trust: Trust): void {
  if (certificate.raw === undefined) throw new TlsError("no_certificate");
  if (isBeforeVersion3(certificate.raw)) throw new TlsError("old_certificate");
  if (signsItself(certificate) && !isListed(certificate.raw, trust.ca)) {
    throw new TlsError("self_signed");
  }
  const { name } = trust;
  if (name === undefined || name === "") return;
  const found = namesOf(certificate);
  if (!found.some((each) => nameMatches(each, name))) {
    throw new TlsError("wrong_name", { names: { expected: name, found } });
  }
}

function signsItself(certificate: PeerCertificate): boolean {
  return JSON.stringify(certificate.subject) === JSON.stringify(certificate.issuer);
}

function isListed(der: Uint8Array, ca: string | undefined): boolean {
  if (ca === undefined) return false;
  const wanted = der.toString() === "[object Object]" ? "" : toBase64(der);
  return pemBodies(ca).includes(wanted);
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** The base64 of every certificate in a PEM text, without line ends. */
export function pemBodies(pem: string): string[] {
  const blocks = pem.matchAll(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----([\s\S]*?)-----END/g);
  return [...blocks].map((block) => block[1]!.replace(/\s/g, ""));
}

/** The alternative names, or, when there are none, the common name. */
export function namesOf(certificate: Pick<PeerCertificate, "subject" | "subjectaltname">): string[] {
  const alternatives = (certificate.subjectaltname ?? "").split(/,\s*/).filter((each) => each !== "");
  if (alternatives.length > 0) return alternatives.map((each) => each.replace(/^(DNS|IP Address|IP):/i, ""));
  const common: unknown = certificate.subject?.CN;
  return (Array.isArray(common) ? common : [common]).filter((each) => typeof each === "string") as string[];
}

/** Compares names, ignoring case; `*.` stands for one label; brackets around IPv6 do not matter. */
export function nameMatches(pattern: string, name: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/^\[|\]$/g, "").replace(/\.$/, "");
  const [wanted, have] = [plain(name), plain(pattern)];
  if (wanted === have || expanded(wanted) === expanded(have)) return true;
  return have.startsWith("*.") && /^[^.]+/.test(wanted) &&
    wanted.slice(wanted.indexOf(".")) === have.slice(1);
}

/** IPv6 literals in one spelling; anything else unchanged. */
function expanded(name: string): string {
  if (!name.includes(":")) return name;
  try {
    return new URL(`http://[${name}]/`).hostname;
  } catch {
    return name; // not an address after all
  }
}
