import { type AccountsText, EVERYBODY, type Grant, OWN } from "./accounts_text.ts";
import { PathRights } from "./path_rights.ts";

/** Who may do what where, a line each: name, path, rights. What nobody may do is left out. */
export function grantTable(text: AccountsText): string {
  const rights = new PathRights(text);
  const rows: [who: string, path: string, rights: string][] = [];
  const people = [
    ...[...text.users].map(([key, { name }]) => [key, name] as const),
    [undefined, EVERYBODY] as const,
  ];
  for (const [key, name] of people) {
    for (const { parts } of text.sections) {
      if (key === undefined && parts.includes(OWN)) continue;
      const names = parts.map((part) => part === OWN ? name : part);
      const told = words(rights.grant(key, names));
      if (told !== "") rows.push([name, `/${names.join("/")}`, told]);
    }
  }
  const width = (at: 0 | 1) => Math.max(0, ...rows.map((row) => row[at].length));
  const [who, path] = [width(0), width(1)];
  return rows.map((row) => `${row[0].padEnd(who)}  ${row[1].padEnd(path)}  ${row[2]}\n`).join("");
}

function words({ read, upload, manage }: Grant): string {
  if (manage) return "manage";
  return [...(read ? ["read"] : []), ...(upload ? ["upload"] : [])].join(", ");
}
