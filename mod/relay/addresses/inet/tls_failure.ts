import { errorText, isEndInMessage, isGoodbyeInHandshake } from "../../../net/errors/system_error.ts";
import type { TlsError } from "../../../net/tls/tls_error.ts";
import { RelayError } from "../../relay_endpoint.ts";

/** The sentence for a connection that could not be secured. */
export function tlsFailure({ code, names, cause }: TlsError): RelayError {
  switch (code) {
    case "no_certificate":
      return new RelayError("SSL: the peer has no certificate");
    case "old_certificate":
      return new RelayError("SSL: the peer's certificate is of version 1 of X.509", OLD);
    case "self_signed":
      return new RelayError("SSL: the peer's certificate signs itself and is not one of the trusted ones");
    case "wrong_name":
      return new RelayError(
        `SSL: the peer's certificate is not for "${names!.expected}" (it is for ${names!.found.join(", ")})`,
      );
    case "unlisted_issuer":
      return new RelayError(
        "SSL: the peer's certificate is neither in the trusted file nor signed by one that is",
        `  this runtime (Deno ${Deno.version.deno}) sees no certificates in between: add the issuer's to the file`,
      );
    case "handshake": {
      const text = isEndInMessage(cause) || isGoodbyeInHandshake(cause)
        ? "the peer closed the connection during the handshake"
        : errorText(cause);
      return new RelayError(`SSL handshake: ${text}`, HINTS.find(([pattern]) => pattern.test(text))?.[1]);
    }
  }
}

const OLD = "  only version 3 is verified (openssl req -x509 makes it)";

/** The failures that most people meet first, and what they can do about them. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [/sent no cert/i, "  clients must show a certificate that cafile= trusts; verify=0 lets anybody in"],
  [
    /self-signed|issuer|unable to (get|verify)/i,
    "  cafile=FILE names whom to trust; verify=0 trusts anybody",
  ],
  [/InvalidContentType|wrong version number/i, "  the peer does not speak TLS on this port"],
  [
    /SignatureAlgorithmsExtensionRequired|SupportedVersions|Tls1[23]NotOffered|ProtocolVersion|protocol.version/i,
    "  the peer speaks no TLS from version 1.2 on: older ones are not spoken here",
  ],
  [/UnsupportedCertVersion/, OLD],
  [
    /CaUsedAsEndEntity/,
    "  the peer's certificate is that of an authority; made with basicConstraints=CA:FALSE it would do",
  ],
];
