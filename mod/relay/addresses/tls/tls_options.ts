import type { SecureVersion } from "node:tls";
import type { Message } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import { certificatesIn } from "../../../net/tls/pem_file.ts";
import { readCertificate, readTrusted } from "../../../net/tls/read_certificate.ts";
import { errorText } from "../../../net/errors/system_error.ts";
import type { TlsOptions } from "../../../net/tls/secure.ts";
import { RelayError } from "../../relay_endpoint.ts";
import type { Options } from "../../options/options.ts";

/** What the options of an address say about TLS, with what the user should know about it. */
export interface TlsSettings extends TlsOptions {
  /** What does not keep the certificate from being used. */
  readonly warnings: readonly Message[];
}

/**
 * Certificates, keys and limits of an OPENSSL address, read from the files its options name.
 *
 * @throws {RelayError} for a file or a version that will not do
 */
export async function tlsOptions(options: Options): Promise<TlsSettings> {
  const cert = options.text("openssl-certificate");
  const key = options.text("openssl-key") ?? cert;
  const ciphers = options.text("openssl-cipherlist");
  if (cert === undefined && key !== undefined) {
    throw new RelayError("key= goes with the certificate that cert= names");
  }
  const own = cert === undefined
    ? { warnings: [] }
    : await inRelayWords(() => readCertificate({ cert, key: key! }, Date.now()));
  const ca = await trusted(options);
  return {
    ...own,
    ...(ca === undefined ? {} : { ca }),
    ...(ciphers === undefined || !/^TLS_/.test(ciphers) ? {} : { ciphers }),
    ...versions(options),
    verify: !options.has("openssl-verify") || options.flag("openssl-verify"),
  };
}

async function trusted(options: Options): Promise<string | undefined> {
  const file = options.text("openssl-cafile");
  if (file !== undefined) return await inRelayWords(() => readTrusted(file));
  const directory = options.text("openssl-capath");
  return directory === undefined ? undefined : trustedIn(directory);
}

function trustedIn(directory: string): string {
  let found: string[];
  try {
    found = [...Deno.readDirSync(directory)].filter((entry) => !entry.isDirectory)
      .flatMap((entry) => certificatesIn(Deno.readTextFileSync(`${directory}/${entry.name}`)));
  } catch (error) {
    throw new RelayError(`trusted certificates "${directory}": ${errorText(error)}`);
  }
  if (found.length === 0) throw new RelayError(`Cannot use "${directory}": there is no certificate in it`);
  return found.join("");
}

async function inRelayWords<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof MessageError ? new RelayError(error.message) : error;
  }
}

const VERSIONS: Readonly<Record<string, SecureVersion>> = {
  "tls1.2": "TLSv1.2",
  "tlsv1.2": "TLSv1.2",
  "tls1.3": "TLSv1.3",
  "tlsv1.3": "TLSv1.3",
};
const OLDER = /^(ssl[23]|sslv[23]|tls1|tls1\.[01]|tlsv1|tlsv1\.[01])$/;

function versions(options: Options): { minVersion?: SecureVersion; maxVersion?: SecureVersion } {
  const method = methodVersion(options);
  const min = options.text("openssl-min-proto-version")?.toLowerCase() ?? method;
  const max = options.text("openssl-max-proto-version")?.toLowerCase() ?? method;
  if (max !== undefined && OLDER.test(max)) {
    const named = options.has("openssl-max-proto-version") ? "max-version" : "method";
    throw new RelayError(`${named}=${max}: this runtime speaks TLS 1.2 and 1.3 only`);
  }
  // An old minimum allows what we have; an unknown name is a mistake.
  return {
    ...(min === undefined || OLDER.test(min) ? {} : { minVersion: version(min) }),
    ...(max === undefined ? {} : { maxVersion: version(max) }),
  };
}

/** `method=` names one version; SSL23 and TLS mean "any version that both speak". */
function methodVersion(options: Options): string | undefined {
  const method = options.text("openssl-method")?.toLowerCase();
  return method === "ssl23" || method === "sslv23" || method === "tls" ? undefined : method;
}

function version(name: string): SecureVersion {
  const found = Object.hasOwn(VERSIONS, name) ? VERSIONS[name] : undefined;
  if (found === undefined) throw new RelayError(`unknown TLS version "${name}"`, "  known: TLS1.2, TLS1.3");
  return found;
}
