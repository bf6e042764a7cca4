import { joined, type Message, msg, plural, prefixed } from "../../mod/i18n/message.ts";
import { MessageError } from "../../mod/i18n/message_error.ts";
import { command } from "../../mod/cli/command.ts";
import { idleOption, type IdleRule, isGiven } from "../../mod/cli/idle_options.ts";
import { flag, type OptionValues, type ParsedLine, text } from "../../mod/cli/option.ts";
import { word, words } from "../../mod/cli/positional.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { foldedName } from "../../mod/fs/file_name.ts";
import { lstatSync } from "../../mod/fs/rename_over.ts";
import { replaceText, writeText } from "../../mod/fs/write_text.ts";
import { writeError } from "../../mod/fs/write_error.ts";
import { grantTable } from "../../mod/http/files/accounts/grant_table.ts";
import {
  type AccountsText,
  isAccountName,
  parseAccounts,
} from "../../mod/http/files/accounts/accounts_text.ts";
import {
  addToGroup,
  newAccounts,
  newPassword,
  removeUser,
  setPassword,
} from "../../mod/http/files/accounts/edit_accounts.ts";
import { hashPassword } from "../../mod/http/files/accounts/password_hash.ts";
import { faultsMessage, readText } from "../../mod/http/files/accounts/watched_accounts.ts";
import { askSecretly } from "../options/ask_password.ts";
import { warnOfReaders } from "../options/accounts_option.ts";

const VARIABLE = "NETLAB_PASSWORD";

const WAYS = ["generate", "password-stdin", "remove", "list"] as const;

/** Not beside another of these. */
function without(...others: readonly (typeof WAYS)[number][]): IdleRule {
  return (line) => {
    const other = others.find((each) => isGiven(line, each));
    return other === undefined ? undefined : msg`and --${other} do not go together`;
  };
}

const alone = (way: (typeof WAYS)[number]) => without(...WAYS.filter((each) => each !== way));
const named = ({ args }: ParsedLine) => (args["names"] as string[]).length;

const options = {
  generate: idleOption(
    flag({ help: "make the passwords, and write each name with its own to standard output" }),
    [alone("generate")],
  ),
  "password-stdin": idleOption(flag({ help: "read the password from the first line of standard input" }), [
    alone("password-stdin"),
    (line) => named(line) > 1 ? msg`is for one name` : undefined,
  ]),
  group: idleOption(text({ value: "GROUP", help: "make them members of this group" }), [
    without("remove", "list"),
  ]),
  remove: idleOption(flag({ help: "remove them" }), [alone("remove")]),
  list: idleOption(flag({ help: "show who may do what where, instead of changing anything" }), [
    alone("list"),
    (line) => named(line) > 0 ? msg`takes no name` : undefined,
  ]),
};

type Options = OptionValues<typeof options>;

export default command({
  name: "files passwd",
  summary: "make accounts and passwords for files serve --accounts",
  description:
    "Sets the passwords of accounts in a file for files serve --accounts, and makes those that are new. Passwords are asked " +
    "for, or come from standard input or NETLAB_PASSWORD, never from the command line; the file keeps them as scrypt. " +
    "A file that is not there yet is made for its owner's eyes alone, and its first account may do everything.\n\n" +
    "What the others may do is written into the file by hand: a section for a path, such as [/hand-in], and in it a line for " +
    "each user or group that may do something, such as class = upload. A section holds for everything below its path; the " +
    "longest path decides, alone. Rights are none, read, upload and manage (all of them); upload without read is a drop box. " +
    "Who may be a user, a group, users (all accounts), * (everybody), or {user}: whoever has the name of the folder that " +
    "{user} stands for in the path. A server that uses the file reads it again within a second.",
  args: {
    file: word("FILE", "the accounts"),
    names: words("NAME", "whose password to set", { min: 0 }),
  },
  options,
  examples: [
    {
      command: "netlab files passwd class.accounts teacher",
      does: "make the file, with an account for everything",
    },
    {
      command: "netlab files passwd class.accounts --generate --group class anna ben clara",
      does: "three more, with passwords to hand out",
    },
    { command: "netlab files passwd class.accounts --list", does: "see who may do what where" },
    { command: "netlab files serve --accounts class.accounts --dir class --tls", does: "use it" },
  ],
  permissions: {
    read: { why: "the file", files: ({ args }) => [args.file] },
    write: { why: "the file", if: "without --list", when: ({ options }) => !options.list },
  },
  async run({ args: { file, names }, options }, context) {
    refuseWrongNames(names, options);
    if (options.list) {
      await context.stdout.write(grantTable(understood(file, readText(file))));
      return 0;
    }
    const before = lstatSync(file) === undefined ? undefined : readText(file);
    if (before !== undefined) understood(file, before);
    const changed = options.remove
      ? removed(file, before, names)
      : await withPasswords(file, before, names, options, context);
    await write(file, changed.text, before === undefined);
    for (const sentence of changed.told) context.stderr.tell(prefixed("netlab files passwd", sentence));
    warnOfReaders(file, context);
    return 0;
  },
});

/** @throws {UsageError} */
function refuseWrongNames(names: readonly string[], options: Options): void {
  if (!options.list && names.length === 0) throw new UsageError(msg`NAME is missing`);
  for (const name of [...names, ...options.group === undefined ? [] : [options.group]]) {
    if (!isAccountName(name)) throw new UsageError(msg`"${name}" can be no name of an account`);
  }
  const twice = names.find((name, at) =>
    names.findIndex((each) => foldedName(each) === foldedName(name)) < at
  );
  if (twice !== undefined) throw new UsageError(msg`"${twice}" is there twice`);
}

/** What the text says. @throws {MessageError} line by line, when it is wrong: nothing is added to a broken file */
function understood(file: string, text: string): AccountsText {
  const read = parseAccounts(text);
  if (!Array.isArray(read)) return read;
  throw new MessageError(faultsMessage(file, read));
}

interface Changed {
  readonly text: string;
  readonly told: readonly Message[];
}

function removed(file: string, before: string | undefined, names: readonly string[]): Changed {
  const known = before === undefined ? undefined : understood(file, before).users;
  const missing = names.filter((name) => !known?.has(foldedName(name)));
  if (missing.length > 0) throw new MessageError(msg`there is no ${missing.join(", ")} in ${file}`);
  return { text: names.reduce(removeUser, before!), told: [msg`removed ${names.join(", ")}`] };
}

async function withPasswords(
  file: string,
  before: string | undefined,
  names: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<Changed> {
  let text = before;
  const made: string[] = [];
  const set: string[] = [];
  for (const name of names) {
    const password = options.generate ? newPassword() : await givenPassword(name, options, context);
    const known = text !== undefined && understood(file, text).users.has(foldedName(name));
    const hash = await hashPassword(password);
    text = text === undefined ? newAccounts(name, hash) : setPassword(text, name, hash);
    if (options.group !== undefined) text = addToGroup(text, name, options.group);
    (known ? set : made).push(name);
    if (options.generate) await context.stdout.write(`${name}\t${password}\n`);
  }
  const after = understood(file, text!);
  const idle = made.filter((name) => !mentions(after, foldedName(name)));
  return {
    text: text!,
    told: [
      ...(made.length > 0 ? [msg`added ${joined(made, ", ")}`] : []),
      ...(set.length > 0 ? [msg`changed the password of ${joined(set, ", ")}`] : []),
      ...(idle.length > 0
        ? [plural(
          idle.length,
          msg`no section names ${joined(idle, ", ")} yet: write into ${file} what this account may do`,
          msg`no section names ${joined(idle, ", ")} yet: write into ${file} what these accounts may do`,
        )]
        : []),
    ],
  };
}

function mentions({ sections, groups }: AccountsText, user: string): boolean {
  const names = [
    "users",
    "{user}",
    user,
    ...[...groups].filter(([, members]) => members.has(user)).map(([key]) => key),
  ];
  return sections.some(({ grants }) => names.some((name) => grants.has(name)));
}

async function givenPassword(name: string, options: Options, context: CommandContext): Promise<string> {
  const password = options["password-stdin"]
    ? await firstLine(context)
    : context.env(VARIABLE) ?? await asked(name, context);
  if (password === "") throw new UsageError(msg`an empty password is none`);
  return password;
}

async function asked(name: string, context: CommandContext): Promise<string> {
  if (!context.stdin.isTerminal()) {
    throw new UsageError(
      msg`the password comes from a terminal, from ${VARIABLE}, or with --password-stdin from standard input`,
    );
  }
  const first = await askSecretly(context.translate(msg`password for ${name}: `), context) ?? "";
  if (first === "") return first;
  const again = await askSecretly(context.translate(msg`once more: `), context) ?? "";
  if (first !== again) throw new MessageError(msg`the two are not the same; nothing was changed`);
  return first;
}

async function firstLine({ stdin }: CommandContext): Promise<string> {
  const buffer = new Uint8Array(4096);
  let length = 0;
  while (length < buffer.length && !buffer.subarray(0, length).includes(10)) {
    const read = await stdin.read(buffer.subarray(length));
    if (read === null) break;
    length += read;
  }
  return new TextDecoder().decode(buffer.subarray(0, length)).split(/\r?\n/)[0]!;
}

/** A new file is for its owner's eyes; one that is there keeps its owner and its rights. */
async function write(file: string, text: string, isNew: boolean): Promise<void> {
  if (!isNew) return await writeText(file, text);
  try {
    replaceText(file, text, 0o600);
  } catch (error) {
    throw writeError(file, error);
  }
}
