/**
 * An address as it may be shown: on a screen, in a log, in a picture. The passwords in it are `***`, whatever is
 * wrong with the rest of it.
 */
export interface ShownAddress {
  readonly text: string;
  /** Where a character of the address stands now; one of a password, where the asterisks begin. */
  readonly place: (at: number) => number;
}

/** Options whose value is, or ends in, a password: every spelling of them. */
export const SECRET_OPTIONS = /^(proxy-?auth(orization)?|auth|basic-auth|socksuser|sockspass(word)?|header)$/;

/** A value up to its end: quoted, protected by a backslash, or without the separators `,` and `!!`. */
const VALUE = /(?:"[^"]*"?|'[^']*'?|\\.|[^,"'\\!]|!(?!!))*/.source;
const SECRET = new RegExp(
  `(?<option>,\\s*(?<name>[\\w-]+)=)(?<value>${VALUE})|(?<url>(?:^|!!)wss?://)(?<user>[^/?#,@]*)(?=@)`,
  "gis",
);

/** Hides the passwords of an address as it was typed. */
export function hidePasswords(typed: string): ShownAddress {
  const hidden: { readonly from: number; readonly to: number }[] = [];
  for (const { index, groups } of typed.matchAll(SECRET)) {
    const { option, name, value, url, user } = groups as Readonly<Record<string, string | undefined>>;
    if (name !== undefined && !SECRET_OPTIONS.test(name.toLowerCase())) continue;
    const secret = option === undefined ? secretOf("url", user!) : secretOf(name!, value!);
    const to = index + (option ?? url!).length + (value ?? user!).length;
    if (secret > 0) hidden.push({ from: to - secret, to });
  }
  const text = hidden.reduceRight((all, { from, to }) => all.slice(0, from) + HIDDEN + all.slice(to), typed);
  const place = (at: number) =>
    hidden.reduceRight((moved, { from, to }) => {
      if (at >= to) return moved - (to - from) + HIDDEN.length;
      return at > from ? Math.min(moved, from) : moved;
    }, at);
  return { text, place };
}

/** The value of an option, read already, as it may be shown. */
export function shownValue(name: string, value: string): string {
  if (!SECRET_OPTIONS.test(name)) return value;
  const secret = secretOf(name, value);
  return secret > 0 ? value.slice(0, -secret) + HIDDEN : value;
}

/** How many characters at the end of a value are the secret: what stands behind the name of who logs in. */
function secretOf(name: string, value: string): number {
  const field = /^header$/i.test(name);
  if (field && !/^["']?\s*(proxy-authorization|authorization|cookie|x-api-key)\s*:/i.test(value)) return 0;
  const colon = value.indexOf(":");
  if (colon >= 0) return value.length - colon - 1;
  // SOCKS4 knows a name without a password, and so does a URL.
  return /^(socksuser|url)$/i.test(name) ? 0 : value.length;
}

const HIDDEN = "***";
