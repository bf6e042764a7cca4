/*
When the options of `files serve` could have no effect. One server speaks two protocols, of which either may be
left out: the raw one by passwords and drop boxes, which it does not know, HTTP by --no-http.
*/

import { msg } from "../../mod/i18n/message.ts";
import { idleOption, type IdleRule, isGiven, needsOneOf } from "../../mod/cli/idle_options.ts";
import type { OptionTable } from "../../mod/cli/option.ts";
import { besideAccounts } from "./accounts_option.ts";
import { uploadOptions, webOptions } from "./http_options.ts";
import { siteOptions } from "./site_options.ts";

/** The options that leave the raw protocol out. */
interface LeavesRawOut {
  readonly auth: string | undefined;
  readonly accounts: string | undefined;
  readonly "upload-only": boolean;
}

/** Whether only HTTP is served. */
export function onlyHttp(options: LeavesRawOut): boolean {
  return options.auth !== undefined || options.accounts !== undefined || options["upload-only"];
}

const withoutHttp: IdleRule = (line) =>
  isGiven(line, "no-http") ? msg`needs HTTP: leave out --no-http` : undefined;

const withoutRaw: IdleRule = ({ options }) =>
  onlyHttp(options as unknown as LeavesRawOut)
    ? msg`is for the raw protocol, which knows no passwords and no drop box`
    : undefined;

const inDropBox: IdleRule = (line) =>
  isGiven(line, "upload-only") ? msg`is about files that are shown, and a drop box shows none` : undefined;

/** What holds for both protocols. */
const RATES: readonly string[] = ["rate", "client-rate"];

/** Each set of options, and when those in it are idle. */
const RULES: readonly (readonly [names: readonly string[], rule: IdleRule])[] = [
  [
    [
      ...["http-port", "accounts"],
      ...[siteOptions, uploadOptions, webOptions].flatMap(Object.keys).filter((name) =>
        !RATES.includes(name)
      ),
    ],
    withoutHttp,
  ],
  [["auth", "upload-auth", "upload", "upload-only", "manage"], besideAccounts],
  [[...Object.keys(siteOptions), "manage", "webdav"], inDropBox],
  [
    ["existing", "max-upload", "max-upload-total", "max-upload-files"],
    needsOneOf("upload", "upload-only", "accounts"),
  ],
  [["upload-auth"], needsOneOf("upload", "upload-only", "manage")],
  [
    ["existing"],
    (line) =>
      isGiven(line, "upload-only") && line.options["existing"] !== "rename"
        ? msg`${
          String(line.options["existing"])
        } is not for a drop box: it keeps what others have sent, and gives what comes another name`
        : undefined,
  ],
  [["hash", "framing"], withoutRaw],
  [
    ["mode"],
    ({ options }) =>
      onlyHttp(options as unknown as LeavesRawOut) && options["mode"] !== "events" &&
        options["mode"] !== "symmetric"
        ? msg`${
          String(options["mode"])
        } is for the raw protocol, which knows no passwords and no drop box; HTTP has events and symmetric`
        : undefined,
  ],
];

/** The options of `files serve`, each with the rules for it. */
export function folderOptions<Table extends OptionTable>(table: Table): Table {
  const entries = Object.entries(table).map(([name, option]) => {
    const rules = RULES.filter(([names]) => names.includes(name)).map(([, rule]) => rule);
    return [name, rules.length === 0 ? option : idleOption(option, rules)];
  });
  return Object.fromEntries(entries) as Table;
}
