/*
The accounts of a folder, as a teacher or a family writes them down:

    [users]
    teacher = $scrypt$ln=14,r=8,p=5$…
    anna    = $scrypt$ln=14,r=8,p=5$…

    [groups]
    class = anna, ben

    [/]
    teacher = manage
    class   = read

    [/hand-in]
    teacher = manage
    class   = upload

    [/pupils/{user}]
    {user}  = manage

By its grammar (spaces and tabs around words count for nothing, nor do lines that are empty or begin with #):

    file    = { line }
    line    = "[users]" | "[groups]" | "[" path "]" | user | group | grant
    user    = name "=" hash                     below [users]
    group   = name "=" name { "," name }        below [groups]
    grant   = who "=" rights                    below [path]
    path    = "/" [ part { "/" part } ]         part: a name of a file or folder, or {user}, once
    who     = name (of a user or a group) | "{user}" | "users" | "*"
    rights  = "none" | right { "," right }
    right   = "read" | "upload" | "manage"

Groups and users share their names, so `who` says one thing. Everything wrong is told, each with its line.
*/

import { type Message, msg } from "../../../i18n/message.ts";
import { foldedName, refusalOf } from "../../../fs/file_name.ts";
import { parsePasswordHash, type PasswordHash } from "./password_hash.ts";

/** Somebody who can sign in. */
export interface Account {
  readonly name: string;
  readonly password: PasswordHash;
  /** The same as long as neither name nor password have changed. */
  readonly version: string;
}

/** What somebody may do with a path and everything below it. */
export interface Grant {
  /** See and fetch. */
  readonly read: boolean;
  /** Put something new there. */
  readonly upload: boolean;
  /** Change, move and delete what is there; the others come with it. */
  readonly manage: boolean;
}

/** Who may do what with a path; nobody else may do anything with it. */
export interface Section {
  readonly parts: readonly string[];
  /** By the folded names of users and groups, and `{user}`, `users`, `*`. */
  readonly grants: ReadonlyMap<string, Grant>;
  /** Where it stands, from 1. */
  readonly line: number;
}

/** What an accounts file says. */
export interface AccountsText {
  /** By their folded names. */
  readonly users: ReadonlyMap<string, Account>;
  /** The folded names of the members, by the group's. */
  readonly groups: ReadonlyMap<string, ReadonlySet<string>>;
  readonly sections: readonly Section[];
}

/** A line that cannot be understood. */
export interface AccountsFault {
  /** From 1. */
  readonly line: number;
  readonly sentence: Message;
}

/** The part of a path that stands for the name of whoever asks, and who in a section that is. */
export const OWN = "{user}";
/** Everybody who has an account. */
export const USERS = "users";
/** Everybody, without signing in, too. */
export const EVERYBODY = "*";
/** The most bytes of a file. */
export const MOST_TEXT = 1024 * 1024;
/** The longest name, characters. */
const LONGEST_NAME = 64;

export const NOTHING: Grant = { read: false, upload: false, manage: false };

/** Reads an accounts file. @returns what it says, or everything that is wrong with it */
export function parseAccounts(text: string): AccountsText | AccountsFault[] {
  const reader = new Reader();
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  lines.forEach((line, at) => reader.read(line.trim(), at + 1));
  reader.finish();
  if (reader.faults.length > 0) return reader.faults.toSorted((a, b) => a.line - b.line);
  return reader;
}

/** Whether this can be the name of a user or a group. */
export function isAccountName(name: string): boolean {
  return name.length <= LONGEST_NAME && /^[\p{L}\p{N}][\p{L}\p{N}\p{M}._@+'-]*$/u.test(name) &&
    !name.endsWith(".") && foldedName(name) !== USERS;
}

class Reader implements AccountsText {
  readonly users = new Map<string, Account>();
  readonly groups = new Map<string, ReadonlySet<string>>();
  readonly sections: Section[] = [];
  readonly faults: AccountsFault[] = [];
  #section: "users" | "groups" | Map<string, Grant> | undefined | "wrong";
  /** Names that must be there by the end, with their line. */
  readonly #meant: (readonly [name: string, line: number, groupToo: boolean])[] = [];
  #last = 1;

  read(line: string, at: number): void {
    if (line === "" || line.startsWith("#")) return;
    this.#last = at;
    if (line.startsWith("[")) return this.#begin(line, at);
    const [, left, right] = /^([^=]+?)\s*=\s*(.*)$/.exec(line) ?? [];
    if (left === undefined) {
      return this.#fault(at, msg`"${shown(line)}" is neither [a section] nor name = value`);
    }
    if (this.#section === undefined) {
      return this.#fault(at, msg`"${shown(line)}" stands before the first section, such as [users]`);
    }
    if (this.#section === "wrong") return;
    if (this.#section === "users") this.#user(left, right!, at);
    else if (this.#section === "groups") this.#group(left, right!, at);
    else this.#grant(this.#section, left, right!, at);
  }

  finish(): void {
    for (const [name, line, groupToo] of this.#meant) {
      const key = foldedName(name);
      if (this.users.has(key) || groupToo && this.groups.has(key)) continue;
      this.#fault(
        line,
        groupToo ? msg`${name} is neither in [users] nor in [groups]` : msg`${name} is not in [users]`,
      );
    }
    if (this.sections.length === 0 && this.faults.length === 0) {
      this.#fault(this.#last, msg`no section such as [/] says who may do what`);
    }
  }

  #fault(line: number, sentence: Message): void {
    this.faults.push({ line, sentence });
  }

  #begin(line: string, at: number): void {
    const inside = /^\[(.*)\]$/.exec(line)?.[1]?.trim();
    if (inside === "users" || inside === "groups") {
      this.#section = inside;
      return;
    }
    this.#section = "wrong";
    if (!inside?.startsWith("/")) {
      return this.#fault(at, msg`${shown(line)} is not [users], [groups] or a path such as [/photos]`);
    }
    const parts = inside.split("/").filter((part) => part !== "");
    const wrong = parts.find((part) => part !== OWN && (refusalOf(part) !== undefined || part.includes("{")));
    if (wrong !== undefined) return this.#fault(at, msg`"${shown(wrong)}" is no name of a file or folder`);
    if (parts.filter((part) => part === OWN).length > 1) {
      return this.#fault(at, msg`${OWN} may stand once in a path`);
    }
    const key = keyOf(parts);
    const before = this.sections.find((section) => keyOf(section.parts) === key);
    if (before !== undefined) {
      return this.#fault(
        at,
        msg`this path has its section in line ${before.line} (capitals make no difference)`,
      );
    }
    const grants = new Map<string, Grant>();
    this.sections.push({ parts, grants, line: at });
    this.#section = grants;
  }

  #user(name: string, text: string, at: number): void {
    if (!this.#isNewName(name, at)) return;
    const password = parsePasswordHash(text);
    if (password === undefined) return this.#fault(at, whyNoHash(text));
    this.users.set(foldedName(name), { name, password, version: `${name} ${text}` });
  }

  #group(name: string, text: string, at: number): void {
    if (!this.#isNewName(name, at)) return;
    const members = text.split(",").map((each) => each.trim()).filter((each) => each !== "");
    for (const member of members) this.#meant.push([member, at, false]);
    this.groups.set(foldedName(name), new Set(members.map(foldedName)));
  }

  #isNewName(name: string, at: number): boolean {
    if (!isAccountName(name)) {
      this.#fault(
        at,
        foldedName(name) === USERS
          ? msg`"${USERS}" is everybody in [users], and no name`
          : msg`"${
            shown(name)
          }" is no name: letters, digits and . _ - @ + ', at most ${LONGEST_NAME} characters`,
      );
      return false;
    }
    const key = foldedName(name);
    if (!this.users.has(key) && !this.groups.has(key)) return true;
    this.#fault(at, msg`there is a ${name} already (capitals make no difference)`);
    return false;
  }

  #grant(grants: Map<string, Grant>, who: string, text: string, at: number): void {
    const special = who === EVERYBODY || who === USERS || who === OWN;
    const parts = this.sections.at(-1)!.parts;
    if (who === OWN && !parts.includes(OWN)) {
      return this.#fault(at, msg`${OWN} can be granted something only where the path has ${OWN} in it`);
    }
    if (!special) this.#meant.push([who, at, true]);
    const key = special ? who : foldedName(who);
    if (grants.has(key)) {
      return this.#fault(at, msg`${who} has been granted something in this section already`);
    }
    const words = text.split(/[\s,]+/).filter((each) => each !== "");
    const wrong = words.find((each) => !["none", "read", "upload", "manage"].includes(each));
    if (wrong !== undefined || words.length === 0 || words.includes("none") && words.length > 1) {
      return this.#fault(
        at,
        msg`"${shown(text)}" is not none, read, upload or manage, or several with commas`,
      );
    }
    const manage = words.includes("manage");
    grants.set(key, {
      read: manage || words.includes("read"),
      upload: manage || words.includes("upload"),
      manage,
    });
  }
}

/** The same for paths that are one on some disk. */
function keyOf(parts: readonly string[]): string {
  return parts.map(foldedName).join("/");
}

function whyNoHash(text: string): Message {
  const other = /^(\$2[abxy]?\$|\$apr1\$|\$[156y]\$|\{SHA\}|\$argon2)/.test(text);
  return other
    ? msg`this is a hash of another kind than scrypt: set the password with netlab files passwd`
    : msg`this is no hash of a password: set it with netlab files passwd, which writes $scrypt$…`;
}

/** A long line in part; a hash never stands in a message whole. */
function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
