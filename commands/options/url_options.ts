import { decimalMessage, msg, secondsMessage } from "../../mod/i18n/message.ts";
import { MessageError } from "../../mod/i18n/message_error.ts";
import { familyOf } from "./ipv_option.ts";
import { number, type Option, type OptionValues, text } from "../../mod/cli/option.ts";
import { credentials, secretOption, size } from "./http_options.ts";
import { readTrusted } from "../../mod/net/tls/read_certificate.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { safeMessageOf } from "../../mod/io/safe_message.ts";
import { escapeName } from "../../mod/io/visible_text.ts";
import { parseSize } from "../../mod/http/middleware/parse_rate.ts";
import type { Fetch } from "../../mod/http/client/http_client.ts";
import { basic, basicFrom, proxyFor } from "../../mod/http/client/proxy.ts";
import type { RetryOptions } from "../../mod/http/client/with_retries.ts";

/** The limits of a transfer, over any protocol. */
export const limitOptions = {
  timeout: number({
    value: "SECONDS",
    fraction: true,
    default: 60,
    help: "give up when nothing moves for this long, 0 for never",
  }),
  "connect-timeout": number({
    value: "SECONDS",
    fraction: true,
    default: 30,
    help: "give up when connecting takes longer (name, TLS and proxy, too), 0 for never",
  }),
  "max-time": number({
    value: "SECONDS",
    fraction: true,
    default: 0,
    help: "give up when a file takes longer, with all its retries, 0 for never",
  }),
  "max-size": size("SIZE", "give up on a larger file, such as 500MB (default: no limit)", parseSize),
};

/** The values of {@linkcode limitOptions}. */
export type LimitValues = OptionValues<typeof limitOptions>;

/** The options of clients of the web. */
export const webClientOptions = {
  retries: number({ default: 5, help: "how many failures in a row to put up with" }),
  auth: secretOption("NETLAB_AUTH", "send a name and a password"),
  cacert: text({ value: "FILE", help: "certificate to trust, besides the usual ones (PEM)" }),
};

/** How much is fetched at once. */
export const connectionsOption = number({
  value: "N",
  short: "j",
  min: 1,
  max: 32,
  shown: "1; 4 of a tree",
  help: "parts of a file, or files of a tree, to fetch at once (URL only)",
});

/** `--sha256`, in lower case. */
export const sha256Option: Option<string | undefined> = {
  takes: "value",
  value: "HEX",
  help: "what the file's SHA-256 has to be (URL only)",
  absent: undefined,
  read: (typed) => {
    const hex = typed.at(-1)!.toLowerCase();
    if (/^[0-9a-f]{64}$/.test(hex)) return hex;
    throw new MessageError(msg`needs the 64 hexadecimal digits of a SHA-256`);
  },
};

/** A signal for one file: that of the program, or of `--max-time`. Dispose of it when the file is there. */
export function timeLimit(
  { "max-time": seconds }: LimitValues,
  signal: AbortSignal,
): { signal: AbortSignal } & Disposable {
  if (seconds === 0) return { signal, [Symbol.dispose]() {} };
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new MessageError(msg`it took longer than ${secondsMessage(seconds)} (--max-time)`)),
    Math.min(seconds * 1000, LONGEST_TIMER),
  );
  return {
    signal: AbortSignal.any([signal, late.signal]),
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}

/** Milliseconds; a longer timer would fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** How a command speaks to the web. */
export interface WebClient {
  /**
   * A client for one address that was typed: the password, from `--auth` or from the address, goes
   * to its origin alone.
   *
   * @returns the client, and the address without the password
   */
  for(url: string): { fetch: Fetch; url: string };
}

/**
 * A client of the web as the options want it: certificates, limits, the proxy of the environment, the
 * password.
 */
export async function webClient(
  { cacert, auth, ipv, ...limits }: OptionValues<typeof webClientOptions> & LimitValues & {
    readonly ipv?: "4" | "6" | undefined;
  },
  context: CommandContext,
): Promise<WebClient> {
  const { httpClient } = await import("../../mod/http/client/http_client.ts");
  const caCerts = cacert === undefined ? [] : [await readTrusted(cacert)];
  const secret = await credentials(auth, "auth", context);
  return {
    for(typed) {
      const url = new URL(typed);
      const authorization = secret === undefined ? basicFrom(url.username, url.password) : basic(secret);
      url.username = url.password = url.hash = "";
      const fetch = httpClient({
        caCerts,
        family: familyOf(ipv),
        connectTimeout: limits["connect-timeout"] * 1000,
        timeout: limits.timeout * 1000,
        language: context.language,
        credentials: authorization === undefined ? undefined : { origin: url.origin, authorization },
        proxy: (url) => proxyFor(url, context.env),
      });
      return { fetch, url: url.href };
    },
  };
}

/**
 * Retries as the options want them, with a word to the user before each. They count for all steps of one
 * transfer.
 */
export function retriesFor(
  { retries, quiet }: { retries: number; quiet: boolean },
  what: string,
  signal: AbortSignal,
  context: CommandContext,
): RetryOptions & { count: { failures: number } } {
  return {
    retries,
    signal,
    count: { failures: 0 },
    onRetry: (error, pause) => {
      if (!quiet) {
        context.stderr.tell(
          msg`${escapeName(what)}: ${safeMessageOf(error)}; trying again in ${
            decimalMessage(pause / 1000, 1)
          } s`,
        );
      }
    },
  };
}
