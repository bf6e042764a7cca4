import { errorText, systemFailure } from "../../../net/errors/system_error.ts";
import { RelayError } from "../../relay_endpoint.ts";
import { unixName } from "../../socket_name.ts";

/** The sentence for a UNIX name that cannot be taken. */
export function bindFailure(path: string, error: unknown): RelayError {
  if (error instanceof RelayError) return error;
  return new RelayError(
    `bind(5, {${unixName(path)}}, ${path.length + 2}): ${errorText(error)}`,
    systemFailure(error) === "address_in_use"
      ? "  the name is taken, perhaps left over from an earlier run: unlink-early removes it first"
      : undefined,
  );
}

/** The sentence for a failed connection. */
export function connectFailure(path: string, error: unknown): RelayError {
  if (error instanceof RelayError) return error;
  return new RelayError(
    `connect(5, ${unixName(path)}, ${path.length + 2}): ${errorText(error)}`,
    systemFailure(error) === "refused" ? "  the socket is there, but nobody listens on it" : undefined,
  );
}
