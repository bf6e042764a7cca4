import type { Access } from "./address_type.ts";

/** How socat's notices say what an address is used for. */
export const ACCESS_WORDS: Readonly<Record<Access, string>> = {
  both: "reading and writing",
  read: "reading",
  write: "writing",
};
