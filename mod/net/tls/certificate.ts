/*
A certificate for `--tls`, made on the spot.

Nobody vouches for it, so browsers warn; but it keeps others on the Wi-Fi from reading along. To
be sure of the server, compare the printed fingerprint with the one that the browser shows. The
key is elliptic (P-256), because it takes a millisecond to make and every browser accepts it; it
is valid for a week, because a new one is made each time.
*/

import { msg } from "../../i18n/message.ts";
import { typeErrorOf } from "../../i18n/message_error.ts";
import { createHash, X509Certificate } from "node:crypto";
import { networkInterfaces } from "../address/network_interfaces.ts";

/** A key and its certificate, PEM. */
export interface Certificate {
  /** The certificate and those above it, in PEM. */
  readonly cert: string;
  /** Its private key, in PEM. */
  readonly key: string;
}

const WEEK = 7 * 24 * 60 * 60 * 1000;

/**
 * Makes a key and a certificate that it signs itself.
 *
 * @param hosts names and addresses at which the server is reached
 * @param now milliseconds since 1970
 */
export async function selfSigned(hosts: readonly string[], now: number): Promise<Certificate> {
  await import("reflect-metadata");
  const { X509CertificateGenerator, SubjectAlternativeNameExtension } = await import("@peculiar/x509");
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const names = hosts.map((value) => ({
    type: /^[\d.]+$|:/.test(value) ? "ip" as const : "dns" as const,
    value,
  }));
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: "CN=netlab",
    keys,
    // An hour early: clocks differ.
    notBefore: new Date(now - 60 * 60 * 1000),
    notAfter: new Date(now + WEEK),
    signingAlgorithm: algorithm,
    extensions: [new SubjectAlternativeNameExtension(names)],
  });
  const key = new Uint8Array(await crypto.subtle.exportKey("pkcs8", keys.privateKey));
  return { cert: certificate.toString("pem"), key: pem("PRIVATE KEY", key) };
}

/**
 * A {@linkcode selfSigned} certificate for `localhost` and every address of this machine. @param now
 * milliseconds since 1970
 */
export async function certificateOfThisMachine(now: number): Promise<Certificate> {
  const hosts = new Set(["localhost", "127.0.0.1", "::1"]);
  for (const { address } of networkInterfaces()) if (!address.startsWith("fe80")) hosts.add(address);
  return await selfSigned([...hosts], now);
}

/** The SHA-256 fingerprint of the first certificate in a PEM text, as browsers show it: `AB:CD:…`. */
export function fingerprint(cert: string): string {
  const body = /-----BEGIN CERTIFICATE-----([^-]+)-----END/.exec(cert)?.[1];
  if (body === undefined) throw typeErrorOf(msg`The certificate is not a PEM file`);
  const bytes = Uint8Array.from(atob(body.replace(/\s/g, "")), (character) => character.charCodeAt(0));
  return createHash("sha256").update(bytes).digest("hex").toUpperCase().match(/../g)!.join(":");
}

/**
 * The names in the first certificate of a PEM text, `*.example.org` among them (RFC 5280 §4.2.1.6); none when
 * it cannot be read.
 */
export function certificateHosts(cert: string): string[] {
  try {
    const { subjectAltName = "" } = new X509Certificate(cert);
    return [...subjectAltName.matchAll(/(?<=^|, )DNS:([^\s,"]+)/g)].map((match) => match[1]!);
  } catch {
    return []; // listening with it says what is wrong
  }
}

function pem(label: string, bytes: Uint8Array): string {
  const lines = btoa(String.fromCharCode(...bytes)).match(/.{1,64}/g)!.join("\n");
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}
