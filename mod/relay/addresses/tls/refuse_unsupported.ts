import { hasNodeTls } from "../../../net/tls/has_node_tls.ts";
import type { Options } from "../../options/options.ts";
import { RelayError } from "../../relay_endpoint.ts";

/** What no runtime before Deno 2.9 has a call for. */
const EVERYWHERE = ["openssl-min-proto-version", "openssl-max-proto-version", "openssl-cipherlist"];
const CLIENT = ["bind", "sourceport", "lowport"];
const SERVER = ["ipv6-v6only", "so-keepalive", "tcp-nodelay", "accept-proxy", "proxy-protocol"];

/**
 * Refuses what the TLS of this runtime cannot do, instead of leaving it out.
 *
 * @param keyword the type of address
 * @throws {RelayError}
 */
export function refuseUnsupported(keyword: string, options: Options, runtime = Deno.version.deno): void {
  if (hasNodeTls(runtime)) return;
  const type = keyword.toUpperCase();
  const server = keyword.endsWith("-listen");
  const name = [...EVERYWHERE, ...server ? SERVER : CLIENT].find((each) => options.has(each)) ??
    methodOf(options);
  if (name !== undefined) {
    throw new RelayError(`${type}: "${name}" needs Deno 2.9 (this program was made with Deno ${runtime})`);
  }
  if (!server || !asksForCertificate(keyword, options)) return;
  throw new RelayError(
    `${type}: to ask clients for a certificate needs Deno 2.9 (this program was made with Deno ${runtime})`,
    "  verify=0 asks for none, and lets anybody in",
  );
}

/** WSS-LISTEN asks only when the options speak of it. */
function asksForCertificate(keyword: string, options: Options): boolean {
  if (options.has("openssl-verify")) return options.flag("openssl-verify");
  return keyword !== "wss-listen" || options.has("openssl-cafile") || options.has("openssl-capath");
}

/** `method=` that names one version. */
function methodOf(options: Options): string | undefined {
  const method = options.text("openssl-method");
  return method !== undefined && /^tlsv?1/i.test(method) ? "openssl-method" : undefined;
}
