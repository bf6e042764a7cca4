import type { SingleAddress } from "../../grammar/address.ts";
import { GrammarError } from "../../grammar/grammar_error.ts";
import { findOption } from "../../options/option_table.ts";
import type { Options } from "../../options/options.ts";

/**
 * Looks at the version that `proxy-protocol=` names before anything is opened.
 *
 * @throws {GrammarError} pointing at it
 */
export function checkProxyProtocol(address: SingleAddress): void {
  for (const { name, value, at } of address.options) {
    if (findOption(name)?.name !== "proxy-protocol" || value === undefined) continue;
    if (/^(0|v?[12])$/.test(value)) continue;
    throw new GrammarError(
      `option "${name}": there is no version "${value}"`,
      address.text,
      at + name.length + 1,
      {
        hint: "1 or 2 is wanted here",
      },
    );
  }
}

/** The version of the header that an address sends when it has connected; undefined: none. */
export function versionToSend(options: Options): 1 | 2 | undefined {
  if (options.flag("send-proxy-v2")) return 2;
  if (options.flag("send-proxy")) return 1;
  return options.flag("proxy-protocol") ? namedVersion(options) ?? 1 : undefined;
}

/** Whether a listening address wants a header from each client, and of which version (undefined: of either). */
export function versionToAccept(options: Options): { readonly version: 1 | 2 | undefined } | undefined {
  if (options.flag("proxy-protocol")) return { version: namedVersion(options) };
  return options.flag("accept-proxy") ? { version: undefined } : undefined;
}

function namedVersion(options: Options): 1 | 2 | undefined {
  const version = options.text("proxy-protocol")?.replace("v", "");
  return version === "1" ? 1 : version === "2" ? 2 : undefined;
}
