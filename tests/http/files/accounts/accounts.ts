import { type AccountsText, parseAccounts } from "../../../../mod/http/files/accounts/accounts_text.ts";

/** The password `secret`, with little work. */
export const HASH = "$scrypt$ln=4,r=8,p=1$wNEq6t793BnVHjKF2CYdwA$ylKUxkv0ii7A8bk0rsuAMTUCFZ/ldnDZE0Xst2ojxC0";

/** What a text says that is right. */
export function accounts(text: string): AccountsText {
  const read = parseAccounts(text);
  if (!Array.isArray(read)) return read;
  throw new Error(read.map(({ line, sentence }) => `${line}: ${sentence}`).join("\n"));
}

/** A section of users who all have the password `secret`. */
export function users(...names: string[]): string {
  return `[users]\n${names.map((name) => `${name} = ${HASH}\n`).join("")}`;
}
