import { RelayError } from "../relay_endpoint.ts";
import { unixName } from "./socket_name.ts";
import { errorCode, errorText } from "../../net/errors/system_error.ts";

/** The sentence for a UNIX name that cannot be taken. */
export function bindFailure(path: string, error: unknown): RelayError {
  return new RelayError(
    `bind(5, {${unixName(path)}}, ${path.length + 2}): ${errorText(error)}`,
    errorCode(error) === "EADDRINUSE"
      ? "  the name is taken, perhaps left over from an earlier run: unlink-early removes it first"
      : undefined,
  );
}
