import { errorText, systemFailure } from "../../../net/errors/system_error.ts";
import { RelayError } from "../../relay_endpoint.ts";
import { unixName } from "../../socket_name.ts";

/** The sentence for a UNIX name that a client cannot take. */
export function bindFailure(path: string, error: unknown): RelayError {
  if (error instanceof RelayError) return error;
  return new RelayError(
    `bind(5, {${unixName(path)}}, ${path.length + 2}): ${errorText(error)}`,
    systemFailure(error) === "address_in_use" ? TAKEN : undefined,
  );
}

/** The same for a server: of a file that is there already, socat says so before it binds, in these words. */
export function listenFailure(path: string, error: unknown): RelayError {
  const exists = systemFailure(error) === "address_in_use" && !path.startsWith("\0");
  return exists ? new RelayError(`"${path}" exists`, TAKEN) : bindFailure(path, error);
}

const TAKEN = "  the name is taken, perhaps left over from an earlier run: unlink-early removes it first";

/** The sentence for a failed connection. */
export function connectFailure(path: string, error: unknown): RelayError {
  if (error instanceof RelayError) return error;
  return new RelayError(
    `connect(5, ${unixName(path)}, ${path.length + 2}): ${errorText(error)}`,
    systemFailure(error) === "refused" ? "  the socket is there, but nobody listens on it" : undefined,
  );
}
