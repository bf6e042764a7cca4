import { hasNodeTls } from "../../../net/tls/secure.ts";
import { RelayError } from "../../relay_endpoint.ts";

/** Better to say so than to wait for a handshake that never ends. @throws {RelayError} before Deno 2.9 */
export function refuseWithoutTls(type: "OPENSSL" | "OPENSSL-LISTEN", runtime = Deno.version.deno): void {
  if (hasNodeTls(runtime)) return;
  const side = type === "OPENSSL" ? "clients" : "servers";
  throw new RelayError(
    `${type}: the TLS ${side} of this runtime (Deno ${runtime}) finish no handshake`,
    "  it takes Deno 2.9 or newer",
  );
}
