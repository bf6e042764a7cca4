/** Why rules are skipped once the server is gone. */
export const GONE = "the server accepts no more connections";
