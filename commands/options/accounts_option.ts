import { createHash } from "node:crypto";
import { isAbsolute, relative, resolve } from "@std/path";
import { type Message, msg, prefixed } from "../../mod/i18n/message.ts";
import { MessageError } from "../../mod/i18n/message_error.ts";
import { isGiven } from "../../mod/cli/idle_options.ts";
import { type ParsedLine, text } from "../../mod/cli/option.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import type { FolderAccounts } from "../../mod/http/files/accounts/folder_access.ts";
import { WatchedAccounts } from "../../mod/http/files/accounts/watched_accounts.ts";
import type { WebOptionValues } from "./http_options.ts";

/** The accounts of a folder. */
export const accountsOption = text({
  value: "FILE",
  help:
    "ask everybody to sign in, and go by this file: who may read, upload and manage what (see files passwd)",
});

/** Of the options that say the same for everybody. */
export function besideAccounts(line: ParsedLine): Message | undefined {
  return isGiven(line, "accounts")
    ? msg`and --accounts do not go together: the file says who may do what`
    : undefined;
}

/** Refuses headers that would let others have what one gets. @throws {UsageError} */
export function refuseSharedReplies(
  { accounts, header }: { accounts: string | undefined; header: WebOptionValues["header"] },
): void {
  const own = header.find(([name]) => name === "cache-control" || name === "set-cookie")?.[0];
  if (accounts !== undefined && own !== undefined) {
    throw new UsageError(
      msg`--accounts and --header ${own} do not go together: what one gets is for nobody else`,
    );
  }
}

/**
 * Opens the accounts that the options name.
 *
 * @param dir the served folder, all links resolved
 * @throws {MessageError} line by line, when the file is wrong; when it would be served itself
 */
export function openAccounts(
  path: string,
  { dir, tls }: { dir: string; tls: boolean },
  tell: ((sentence: Message) => void) | undefined,
  context: CommandContext,
): FolderAccounts & Disposable {
  const watched = WatchedAccounts.open(path, { onChange: tell });
  try {
    const real = Deno.realPathSync(path);
    if (isBelow(real, dir)) {
      throw new MessageError(msg`"${path}" is in the folder that is served: keep the accounts elsewhere`);
    }
    warnOfReaders(path, context);
    const id = createHash("sha256").update(`${real}\n${dir}`).digest("hex").slice(0, 8);
    return { text: () => watched.text, id, tls, [Symbol.dispose]: () => watched[Symbol.dispose]() };
  } catch (error) {
    watched[Symbol.dispose]();
    throw error;
  }
}

/** Says so when others of this machine can read the file, and try the passwords in it. */
export function warnOfReaders(path: string, context: CommandContext): void {
  if (Deno.build.os === "windows") return;
  const { mode } = Deno.statSync(resolve(path));
  if (((mode ?? 0) & 0o077) === 0) return;
  context.stderr.tell(
    prefixed("netlab files", msg`others on this machine may open ${path}: chmod 600 ${path} keeps them out`),
  );
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || !way.startsWith("..") && !isAbsolute(way);
}
