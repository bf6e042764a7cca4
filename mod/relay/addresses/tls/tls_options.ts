import type { SecureVersion } from "node:tls";
import { errorText } from "../../../net/errors/system_error.ts";
import type { TlsOptions } from "../../../net/tls/secure.ts";
import { RelayError } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";

/** Certificates, keys and limits of an OPENSSL address, read from the files its options name. */
export function tlsOptions(request: OpenRequest): TlsOptions {
  const { options } = request;
  const certificate = options.text("openssl-certificate");
  const key = options.text("openssl-key") ?? certificate;
  const ca = trusted(request);
  const ciphers = options.text("openssl-cipherlist");
  return {
    ...(certificate === undefined ? {} : { cert: readPem(certificate, "certificate") }),
    ...(key === undefined ? {} : { key: onlyKey(readPem(key, "key"), key) }),
    ...(ca === undefined ? {} : { ca }),
    ...(ciphers === undefined || !/^TLS_/.test(ciphers) ? {} : { ciphers }),
    ...versions(request),
    verify: !options.has("openssl-verify") || options.flag("openssl-verify"),
  };
}

function trusted(request: OpenRequest): string | undefined {
  const file = request.options.text("openssl-cafile");
  if (file !== undefined) return readPem(file, "trusted certificates");
  const directory = request.options.text("openssl-capath");
  if (directory === undefined) return undefined;
  try {
    return [...Deno.readDirSync(directory)].filter((entry) => !entry.isDirectory)
      .map((entry) => Deno.readTextFileSync(`${directory}/${entry.name}`)).join("\n");
  } catch (error) {
    throw new RelayError(`trusted certificates "${directory}": ${errorText(error)}`);
  }
}

function readPem(path: string, what: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    throw new RelayError(`${what} file "${path}": ${errorText(error)}`);
  }
}

/** A `.pem` file may hold key, certificate and parameters one after another. */
function onlyKey(pem: string, path: string): string {
  const key = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----[\s\S]*?-----END \1-----/.exec(pem);
  if (key === null) {
    throw new RelayError(`there is no private key in "${path}"`, "  name the file that has it with key=");
  }
  return key[0];
}

const VERSIONS: Readonly<Record<string, SecureVersion>> = {
  "tls1.2": "TLSv1.2",
  "tlsv1.2": "TLSv1.2",
  "tls1.3": "TLSv1.3",
  "tlsv1.3": "TLSv1.3",
};
const OLDER = /^(ssl[23]|sslv[23]|tls1|tls1\.[01]|tlsv1|tlsv1\.[01])$/;

function versions(request: OpenRequest): { minVersion?: SecureVersion; maxVersion?: SecureVersion } {
  const method = methodVersion(request);
  const min = request.options.text("openssl-min-proto-version")?.toLowerCase() ?? method;
  const max = request.options.text("openssl-max-proto-version")?.toLowerCase() ?? method;
  if (max !== undefined && OLDER.test(max)) {
    throw new RelayError(`max-version ${max}: this runtime speaks TLS 1.2 and 1.3 only`);
  }
  // An old minimum allows what we have; an unknown name is a mistake.
  return {
    ...(min === undefined || OLDER.test(min) ? {} : { minVersion: version(min) }),
    ...(max === undefined ? {} : { maxVersion: version(max) }),
  };
}

/** `method=` names one version; SSL23 and TLS mean "any version that both speak". */
function methodVersion(request: OpenRequest): string | undefined {
  const method = request.options.text("openssl-method")?.toLowerCase();
  return method === "ssl23" || method === "sslv23" || method === "tls" ? undefined : method;
}

function version(name: string): SecureVersion {
  const found = Object.hasOwn(VERSIONS, name) ? VERSIONS[name] : undefined;
  if (found === undefined) throw new RelayError(`unknown TLS version "${name}"`, "  known: TLS1.2, TLS1.3");
  return found;
}
