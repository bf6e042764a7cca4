import type { PeerCertificate } from "node:tls";
import { certificateNames } from "../../../net/tls/certificate_names.ts";
import type { Connection } from "../../../net/connection.ts";
import type { TlsConnection } from "../../../net/tls/tls_connection.ts";
import type { RelayContext } from "../../context.ts";
import { inetEndpoint } from "../../endpoints/stream_endpoint.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import type { AskingClient } from "../proxy_server/serve_proxy.ts";

/**
 * A secured connection as one side of a relay.
 *
 * @param client the same connection behind the request of a client to a proxy of ours
 */
export function tlsEndpoint(
  connection: Connection & Partial<TlsConnection>,
  context: RelayContext,
  client?: AskingClient,
): RelayEndpoint {
  context.log.notice(() => `SSL connection using ${connection.cipher ?? "TLS"}`);
  const environment = certificateEnvironment(connection.certificate);
  return inetEndpoint(client?.connection ?? connection, context, environment, client?.asked);
}

/** Names and values as socat gives them to children: issuer, subject, and every part of the subject. */
export function certificateEnvironment(certificate: PeerCertificate | undefined): Record<string, string> {
  if (certificate?.subject === undefined) return {};
  const names = certificate.raw === undefined ? undefined : certificateNames(certificate.raw);
  const parts = Object.entries(certificate.subject).map(([key, value]) => [
    `OPENSSL_X509_${LONG_NAMES[key] ?? key.toUpperCase()}`,
    Array.isArray(value) ? value.join(" // ") : String(value),
  ]);
  return {
    OPENSSL_X509_ISSUER: names?.issuer ?? oneLine(certificate.issuer as unknown as Record<string, unknown>),
    OPENSSL_X509_SUBJECT: names?.subject ??
      oneLine(certificate.subject as unknown as Record<string, unknown>),
    ...Object.fromEntries(parts),
  };
}

const LONG_NAMES: Readonly<Record<string, string>> = {
  CN: "COMMONNAME",
  C: "COUNTRYNAME",
  L: "LOCALITYNAME",
  O: "ORGANIZATIONNAME",
  OU: "ORGANIZATIONALUNITNAME",
  ST: "STATEORPROVINCENAME",
};

function oneLine(name: Record<string, unknown> | undefined): string {
  return Object.entries(name ?? {}).map(([key, value]) => `${key} = ${String(value)}`).join(", ");
}
