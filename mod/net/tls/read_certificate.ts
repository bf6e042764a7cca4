/*
A certificate and its key out of files.

Whoever runs a server learns at its start what is wrong with them, and not from the first client that complains:
nothing listens before they have been read and tried. What no client would accept, or the runtime cannot use, is
refused. A certificate that is out of date, or a chain in disorder, only gives a warning, as clients that verify
nothing, or know the rest of the chain, can still be served.
*/

import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { dayMessage, type Message, msg } from "../../i18n/message.ts";
import type { Certificate } from "./certificate.ts";
import { isBeforeVersion3 } from "./certificate_names.ts";
import { hasNodeTls } from "./has_node_tls.ts";
import { certificatesIn, privateKeyIn, readPemFile, unusable } from "./pem_file.ts";

/** Where a certificate is, with those above it, and its key: perhaps in the same file. */
export interface CertificateFiles {
  /** The path of the certificate. */
  readonly cert: string;
  /** The path of its key. */
  readonly key: string;
}

/** A certificate that can be used, with what its owner should know about it. */
export interface CheckedCertificate extends Certificate {
  /** What does not keep it from being used. */
  readonly warnings: readonly Message[];
}

/**
 * Reads a certificate and its key from PEM files and checks that they can be used together.
 *
 * @param now milliseconds since 1970
 * @throws {MessageError} when a file cannot be read, or does not hold what it should; when the key is encrypted,
 * of an unsupported kind, or not that of the certificate
 */
export async function readCertificate(files: CertificateFiles, now: number): Promise<CheckedCertificate> {
  const certPem = await readPemFile(files.cert);
  const keyPem = files.key === files.cert ? certPem : await readPemFile(files.key);
  const certs = certificatesIn(certPem);
  const chain = parsedChain(files.cert, certPem, certs);
  if (!hasNodeTls() && isBeforeVersion3(chain[0]!.raw)) {
    throw unusable(files.cert, msg`its certificate is of version 1 of X.509, and version 3 is wanted`);
  }
  const key = privateKeyIn(keyPem);
  checkFit(files, chain, parsedKey(files.key, key));
  return { cert: certs.join(""), key: key!, warnings: warningsAbout(files.cert, chain, now) };
}

/**
 * Reads certificates to trust from a PEM file.
 *
 * @throws {MessageError} when it cannot be read, or there is no certificate in it, or a damaged one
 */
export async function readTrusted(path: string): Promise<string> {
  const pem = await readPemFile(path);
  const certs = certificatesIn(pem);
  parsedChain(path, pem, certs);
  return certs.join("");
}

function parsedChain(path: string, pem: string, certs: readonly string[]): X509Certificate[] {
  if (certs.length === 0) {
    throw unusable(
      path,
      pem.includes("CERTIFICATE REQUEST-----")
        ? msg`what is in it is a request for a certificate, not the certificate`
        : msg`there is no certificate in it`,
    );
  }
  return certs.map((cert, index) => {
    try {
      return new X509Certificate(cert);
    } catch {
      throw unusable(path, msg`certificate ${index + 1} in it is damaged`);
    }
  });
}

function parsedKey(path: string, key: string | undefined): KeyObject {
  if (key === undefined) throw unusable(path, msg`there is no private key in it`);
  if (/BEGIN ENCRYPTED|^Proc-Type:.*ENCRYPTED/m.test(key)) {
    throw unusable(path, msg`the key in it is encrypted (openssl pkey removes the password)`);
  }
  let parsed;
  try {
    parsed = createPrivateKey(key);
  } catch {
    throw unusable(path, msg`the private key in it is damaged, or of an unknown kind`);
  }
  if (isSupported(parsed)) return parsed;
  throw unusable(
    path,
    msg`its kind of key is not supported: RSA from 2048 bits, P-256, P-384, P-521, Ed25519`,
  );
}

const CURVES = ["prime256v1", "secp384r1", "secp521r1"];

/** What the runtime can sign with. */
function isSupported({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  switch (asymmetricKeyType) {
    case "rsa":
      return (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
    case "ec":
      return CURVES.includes(asymmetricKeyDetails?.namedCurve ?? "");
    default:
      return asymmetricKeyType === "ed25519";
  }
}

function checkFit(
  { cert, key }: CertificateFiles,
  chain: readonly X509Certificate[],
  parsed: KeyObject,
): void {
  const fits = chain.findIndex((each) => each.checkPrivateKey(parsed));
  if (fits === 0) return;
  throw unusable(
    cert,
    fits > 0
      ? msg`the certificate of the key has to be the first in it, and is number ${fits + 1}`
      : msg`it is not the certificate of the key in "${key}"`,
  );
}

function warningsAbout(path: string, chain: readonly X509Certificate[], now: number): Message[] {
  const warnings: Message[] = [];
  chain.forEach(({ validFrom, validTo }, index) => {
    const [from, to] = [Date.parse(validFrom), Date.parse(validTo)];
    if (to < now) {
      warnings.push(
        msg`certificate ${index + 1} in "${path}" has expired (${dayMessage(to)}): peers will refuse it`,
      );
    }
    if (from > now) {
      warnings.push(
        msg`certificate ${index + 1} in "${path}" is not valid yet (${
          dayMessage(from)
        }): peers will refuse it`,
      );
    }
  });
  const lost = chain.findIndex(({ subject }, index) => index > 0 && chain[index - 1]!.issuer !== subject);
  if (lost > 0) {
    warnings.push(
      msg`certificate ${
        lost + 1
      } in "${path}" is not that of the issuer of the one before: peers may refuse it`,
    );
  }
  return warnings;
}
