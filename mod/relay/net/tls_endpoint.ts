import type { PeerCertificate, TLSSocket } from "node:tls";
import type { OpenRequest } from "../addresses/address_type.ts";
import { type RelayEndpoint, RelayError } from "../relay_endpoint.ts";
import { NodeEndpoint } from "../endpoints/node_endpoint.ts";
import { inetEnvironment, type InetName } from "./socket_name.ts";
import { certificateNames } from "./certificate_names.ts";
import { errorText } from "../../net/errors/system_error.ts";

/** Waits for the end of the handshake. */
export function secured(
  socket: TLSSocket,
  event: "secureConnect" | "secure",
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(handshakeFailure(error));
    const abort = () => fail(Object.assign(new Error("timed out"), { code: "ETIMEDOUT" }));
    const gone = () => fail(new Error("the peer closed the connection during the handshake"));
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    socket.on("error", () => {/* told below, and after that to whoever reads */});
    socket.once("error", fail);
    socket.once("close", gone);
    // A peer that leaves before it has begun only ends its half.
    socket.once("end", gone);
    socket.once(event, () => {
      signal.removeEventListener("abort", abort);
      socket.off("close", gone);
      socket.off("end", gone);
      socket.off("error", fail);
      resolve();
    });
  });
}

function handshakeFailure(error: Error): RelayError {
  if (error instanceof RelayError) return error;
  const text = errorText(error);
  return new RelayError(`SSL handshake: ${text}`, HINTS.find(([pattern]) => pattern.test(text))?.[1]);
}

/** What most people meet first, and what they can do. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [/sent no cert/i, "  clients must show a certificate that cafile= trusts; verify=0 lets anybody in"],
  [
    /self-signed|issuer|unable to (get|verify)/i,
    "  cafile=FILE names whom to trust; verify=0 trusts anybody",
  ],
  [/InvalidContentType|wrong version/i, "  the peer does not speak TLS on this port"],
];

/** A secured connection as one side of a relay. */
export function tlsEndpoint(
  socket: TLSSocket,
  request: OpenRequest,
  local: InetName,
  peer: InetName,
): RelayEndpoint {
  request.context.log.notice(() =>
    `SSL connection using ${socket.getCipher?.()?.name ?? socket.getProtocol() ?? "TLS"}`
  );
  return new NodeEndpoint({
    source: socket,
    sink: socket,
    environment: { ...inetEnvironment(local, peer), ...certificateEnvironment(socket.getPeerCertificate()) },
    names: { local, remote: peer },
  }, request.context);
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
