import { assertEquals, assertThrows } from "@std/assert";
import { TlsError } from "../../../mod/net/tls/tls_error.ts";
import { nameMatches, namesOf, pemBodies, verifyPeer } from "../../../mod/net/tls/verify_peer.ts";

type Certificate = Parameters<typeof verifyPeer>[0];

function certificate(parts: { subject: string; issuer: string; raw: string; names?: string }): Certificate {
  return {
    subject: { CN: parts.subject },
    issuer: { CN: parts.issuer },
    raw: new TextEncoder().encode(parts.raw),
    subjectaltname: parts.names,
  } as unknown as Certificate;
}

const trusted = `-----BEGIN CERTIFICATE-----\n${btoa("the one")}\n-----END CERTIFICATE-----\n`;

Deno.test("verifyPeer() trusts a self-signed certificate only when it is the trusted one, byte for byte", () => {
  const genuine = certificate({ subject: "localhost", issuer: "localhost", raw: "the one" });
  const forged = certificate({ subject: "localhost", issuer: "localhost", raw: "same name, other key" });
  verifyPeer(genuine, { ca: trusted, name: "localhost" });
  assertThrows(() => verifyPeer(forged, { ca: trusted, name: "localhost" }), TlsError, "self_signed");
  assertThrows(() => verifyPeer(genuine, { ca: undefined, name: undefined }), TlsError, "self_signed");
});

Deno.test("verifyPeer() compares the name, and lets an empty one be any", () => {
  const leaf = certificate({ subject: "a.example", issuer: "ca", raw: "leaf" });
  verifyPeer(leaf, { ca: trusted, name: "a.example" });
  verifyPeer(leaf, { ca: trusted, name: "" });
  assertThrows(() => verifyPeer(leaf, { ca: trusted, name: "b.example" }), TlsError, "wrong_name");
});

Deno.test("verifyPeer() refuses a peer without a certificate", () => {
  assertThrows(() => verifyPeer({} as Certificate, { ca: trusted, name: "" }), TlsError, "no_certificate");
});

Deno.test("namesOf() asks the common name only when there are no alternative names", () => {
  const both = certificate({ subject: "old", issuer: "ca", raw: "", names: "DNS:a, IP Address:127.0.0.1" });
  assertEquals(namesOf(both), ["a", "127.0.0.1"]);
  assertEquals(namesOf(certificate({ subject: "old", issuer: "ca", raw: "" })), ["old"]);
});

Deno.test("nameMatches() knows case, wildcards for one label, and IPv6 spellings", () => {
  assertEquals(nameMatches("LocalHost", "localhost"), true);
  assertEquals(nameMatches("*.example.org", "www.example.org"), true);
  assertEquals(nameMatches("*.example.org", "a.b.example.org"), false);
  assertEquals(nameMatches("*.example.org", "example.org"), false);
  assertEquals(nameMatches("0:0:0:0:0:0:0:1", "[::1]"), true);
});

Deno.test("pemBodies() finds every certificate of a file", () => {
  assertEquals(pemBodies(trusted + trusted), [btoa("the one"), btoa("the one")]);
});
