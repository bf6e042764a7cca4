import type { Options } from "../options/options.ts";
import type { Privileges } from "./privileges.ts";

/** The changes of the relay's own process that one address asks for, each made once. */
export interface RightsChange {
  readonly privileges: Privileges;
  /** Before the address is opened. */
  before(): void;
  /** When it is open. */
  after(): void;
}

/**
 * Looks up everything that is needed while it can still be found.
 *
 * @throws {import("../relay_endpoint.ts").RelayError} for a user or group that there is not
 */
export async function prepareRights(options: Options): Promise<RightsChange> {
  const { changeOwnRights, readPrivileges } = await import("./privileges.ts");
  const privileges = readPrivileges(options);
  const once = (changes: Privileges["late"]) => {
    let made = false;
    return () => {
      if (!made && changes.length > 0) changeOwnRights(changes, privileges.environment);
      made = true;
    };
  };
  return { privileges, before: once(privileges.early), after: once(privileges.late) };
}
