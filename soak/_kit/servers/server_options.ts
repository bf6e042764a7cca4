/** Nobody else is served. */
export const HERE = ["--host", "127.0.0.1"];

/** The pools serve one client after another, and so do silent ones: these send them away. */
export const WITH_IDLE_TIMEOUT = ["--idle-timeout", "15"];
