import type { CommandContext } from "../../mod/cli/command_context.ts";
import { reachableUrls } from "../../mod/http/server/reachable_urls.ts";
import type { InterfaceAddress } from "../../mod/net/address/network_interfaces.ts";
import type { InetAddress } from "../../mod/net/address/socket_address.ts";
import { showQrCode } from "../../mod/terminal/qr_code.ts";

/** How {@linkcode announceUrls} says where a server is. */
export interface AnnounceUrlsOptions {
  readonly scheme: "http" | "https";
  /** The rest after host and port, with its slash. */
  readonly path: string;
  /** Draw a code, draw none, or draw one on a terminal. */
  readonly qr: boolean | undefined;
  /**
   * The addresses of this machine; looked up beforehand, because a server that listens may not look any more.
   */
  readonly interfaces: readonly InterfaceAddress[];
  /** Whether the socket on `::` takes IPv4 clients; found out beforehand, for the same reason. */
  readonly dualStack: boolean;
}

/** Says every address at which a server can be reached, and draws the first one as a code to scan. */
export async function announceUrls(
  addresses: readonly InetAddress[],
  options: AnnounceUrlsOptions,
  context: CommandContext,
): Promise<void> {
  const urls = reachableUrls({ ...options, addresses }).map((url) => url + options.path);
  for (const url of urls) context.stderr.verbatim(`  ${url}`);
  const first = urls[0];
  if (first === undefined || !(options.qr ?? context.stderr.isTerminal())) return;
  await showQrCode(first, context);
}
