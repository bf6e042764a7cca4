import type { TlsOptions } from "../../../net/tls/secure.ts";
import type { Log } from "../../log.ts";
import type { Options } from "../../options/options.ts";
import { RelayError } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { refuseUnsupported } from "./refuse_unsupported.ts";
import { tlsOptions } from "./tls_options.ts";

/**
 * Reads and checks the certificates of an address before anything of the relay is opened: neither a listener
 * nor a client is started to find out later that its certificate will not do.
 *
 * @param keyword the type of address: `openssl`, `openssl-listen`, `wss`, `wss-listen`
 * @throws {RelayError} for what cannot be used
 */
export async function prepareTls(keyword: string, options: Options, log: Log): Promise<TlsOptions> {
  const listens = keyword.endsWith("-listen");
  refuseUnsupported(keyword, options);
  if (listens && !options.has("openssl-certificate")) {
    throw new RelayError(
      `${keyword.toUpperCase()} needs a certificate`,
      "  cert=FILE names it (with its key in the same file, or key=FILE)",
    );
  }
  const { warnings, ...tls } = await tlsOptions(options);
  for (const warning of warnings) log.warning(String(warning));
  return tls;
}

/**
 * The settings that were prepared, for the first connection; later ones read the files again, which may have
 * been renewed.
 */
export async function preparedTls({ options, tls }: OpenRequest): Promise<TlsOptions> {
  if (tls !== undefined) return tls;
  const { warnings: _, ...read } = await tlsOptions(options);
  return read;
}
