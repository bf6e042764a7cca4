import { idleOption, isGiven } from "../../mod/cli/idle_options.ts";
import {
  choice,
  flag,
  number,
  type Option,
  optional,
  type OptionValues,
  text,
} from "../../mod/cli/option.ts";
import { msg, ownText } from "../../mod/i18n/message.ts";
import { MessageError } from "../../mod/i18n/message_error.ts";
import { parseHostPort } from "../../mod/cli/host_port.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { parseRate, parseSize } from "../../mod/http/middleware/parse_rate.ts";
import { askSecretly } from "./ask_password.ts";
import { reachOptions, replyOptions } from "./reach_options.ts";

/** The options of everything that speaks HTTP to people: `files serve` and `files share`. */
export const webOptions = {
  qr: idleOption(
    flag({ help: "draw the address as a code to scan, even when this is not a terminal" }),
    [(line) => isGiven(line, "no-qr") ? msg`and --no-qr exclude each other` : undefined],
  ),
  "no-qr": flag({ help: "draw no code" }),
  tls: flag({ help: "encrypt, with a certificate made on the spot unless --cert and --key are given" }),
  cert: text({ value: "FILE", help: "certificate for --tls (PEM)" }),
  key: text({ value: "FILE", help: "its key (PEM)" }),
  rate: size("RATE", "most bytes a second for all clients together, such as 2MB/s", parseRate),
  "client-rate": size("RATE", "most bytes a second for each address", parseRate),
  ...reachOptions,
  ...replyOptions,
};

/** The values of {@linkcode webOptions}. */
export type WebOptionValues = OptionValues<typeof webOptions>;

/** The options about uploads and passwords of `files serve`. */
export const uploadOptions = {
  upload: flag({ help: "let others send files into the folder" }),
  "upload-only": flag({ help: "a drop box: others can send files, and neither list nor read any" }),
  manage: flag({ help: "let others make folders, and rename, move and delete (into .netlab-trash)" }),
  webdav: flag({
    help: "let file managers mount the folder (WebDAV); to write there, with --upload and --manage",
  }),
  existing: choice({
    choices: ["error", "rename", "overwrite"],
    help: "what to do with an upload whose name is taken (default: error; rename for a drop box)",
    value: "error|rename|overwrite",
  }),
  "max-upload": size("SIZE", "largest file that is taken, such as 500MB (default: no limit)", parseSize),
  "max-upload-total": size("SIZE", "most bytes of all uploads together (default: no limit)", parseSize),
  "max-upload-files": number({ min: 1, help: "most files that are taken", shown: "no limit" }),
  auth: secretOption("NETLAB_AUTH", "ask for a name and a password"),
  "upload-auth": secretOption("NETLAB_UPLOAD_AUTH", "ask for another name and password for uploads"),
};

/** The port for HTTP, and whether it was asked for. */
export const httpPortOption = number({
  value: "PORT",
  max: 65_535,
  shown: "8080",
  help: "port for browsers, 0 for any free one",
});

/**
 * The `user:password` of an option that was given: from the environment, or else asked for on the terminal.
 *
 * @returns undefined when the option was not given
 */
export async function credentials(
  given: string | undefined,
  option: string,
  context: CommandContext,
): Promise<string | undefined> {
  if (given === undefined) return undefined;
  const set = context.env(given);
  if (set !== undefined) {
    if (!set.includes(":")) throw new UsageError(msg`${given} is not of the form user:password`);
    return set;
  }
  if (!context.stdin.isTerminal()) {
    throw new UsageError(
      msg`--${option} needs ${given}=user:password in the environment, or a terminal to ask on`,
    );
  }
  const typed = await askSecretly(context.translate(msg`user:password for --${option}: `), context);
  if (typed?.includes(":")) return typed;
  throw new UsageError(msg`--${option} needs a name and a password, with a colon in between`);
}

/**
 * The same for a server, which lets in nobody with only half of it.
 *
 * @returns undefined when the option was not given
 */
export async function ownCredentials(
  given: string | undefined,
  option: string,
  context: CommandContext,
): Promise<string | undefined> {
  const secret = await credentials(given, option, context);
  if (secret !== undefined && !/^[^:]+:./s.test(secret)) {
    throw new UsageError(msg`--${option} needs a name and a password, and neither may be empty`);
  }
  return secret;
}

/** An option with a size or a rate, in bytes. */
export function size(
  value: string,
  help: string,
  parse: (typed: string) => number,
): Option<number | undefined> {
  return { takes: "value", value, help, absent: undefined, read: (typed) => parse(typed.at(-1) ?? "") };
}

/**
 * Whether somebody has typed `user:password` after the option: not an address, which has a colon,
 * too, and not a Windows path.
 */
function isPassword(argument: string): boolean {
  return argument.includes(":") && !/^[a-z][a-z0-9+.-]*:\/\//i.test(argument) &&
    !/^[a-z]:\\/i.test(argument) &&
    parseHostPort(argument) === undefined;
}

/** An option whose value is never on the command line, where every process of the machine could read it. */
export function secretOption(variable: string, help: string): Option<string | undefined> {
  return optional<string>({
    help: msg`${ownText(help)}, from ${variable}=user:password or typed at the prompt`,
    alone: variable,
    accepts: isPassword,
    read: () => {
      throw new MessageError(
        msg`takes no password on the command line, where others can see it; set ${variable} instead`,
      );
    },
  });
}
