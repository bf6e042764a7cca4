import type { InetAddress } from "../../mod/net/address/socket_address.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { type Interface, reachableUrls } from "../../mod/http/middleware/reachable_urls.ts";

/** How {@linkcode tellUrls} tells. */
export interface TellUrlsOptions {
  readonly scheme: "http" | "https";
  /** What follows host and port, with its slash. */
  readonly path: string;
  /** Draw a code, draw none, or draw one on a terminal. */
  readonly qr: boolean | undefined;
  /** The addresses of this machine; looked up beforehand, because a server that listens may not look any more. */
  readonly interfaces: readonly Interface[];
}

/** Says every address at which a socket can be reached, and draws the first one as a code to scan. */
export async function tellUrls(
  address: InetAddress,
  options: TellUrlsOptions,
  context: CommandContext,
): Promise<void> {
  const at = { scheme: options.scheme, hostname: address.hostname, port: address.port };
  const urls = reachableUrls(at, options.interfaces).map((url) => url + options.path);
  for (const url of urls) context.stderr.line(`  ${url}`);
  const first = urls[0];
  if (first === undefined || !(options.qr ?? context.stderr.isTerminal())) return;
  const { renderUnicodeCompact } = await import("uqr");
  // White on black whatever the terminal's own colours are: a code with its colours turned round is not read by every phone.
  const paint = context.stderr.isTerminal() && context.env("NO_COLOR") === undefined
    ? (line: string) => `\x1b[97;40m${line}\x1b[0m`
    : (line: string) => line;
  for (const line of renderUnicodeCompact(first, { border: 2 }).split("\n")) {
    context.stderr.line(`  ${paint(line)}`);
  }
}

/** All addresses of this machine. */
export function interfaces(): Interface[] {
  try {
    return Deno.networkInterfaces();
  } catch {
    return []; // a system that does not tell
  }
}
