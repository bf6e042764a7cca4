/**
 * The version of socat whose language this is, for scripts that ask for one: `-V`, and the variable
 * SOCAT_VERSION of programs that are started.
 */
export const SOCAT_VERSION = "1.8.0.3";
