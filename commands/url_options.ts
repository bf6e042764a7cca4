import { number, type Option, type OptionValues, text } from "../mod/cli/option.ts";
import { credentials, secretOption } from "./http_options.ts";
import type { System } from "../mod/cli/system.ts";
import { escapeControls } from "../mod/trace/render_event.ts";
import type { Fetch } from "../mod/http/client/remote_file.ts";
import type { RetryOptions } from "../mod/http/client/with_retries.ts";

/** The options of clients of the web. */
export const webClientOptions = {
  retries: number({ default: 5, help: "how many failures in a row to put up with (URL only)" }),
  auth: secretOption("NETLAB_AUTH", "send a name and a password"),
  cacert: text({ value: "FILE", help: "certificate to trust, besides the usual ones (PEM; URL only)" }),
};

/** The options of fetching from a URL. */
export const urlOptions = {
  connections: number({
    value: "N",
    short: "j",
    min: 1,
    max: 32,
    default: 1,
    help: "parts to fetch at once (URL only)",
  }),
  sha256: sum(),
  ...webClientOptions,
};

/** How long nothing may move when --timeout does not say, milliseconds. */
export const STALL = 60_000;

/** `fetch` as the options want it: certificates, and the password. Dispose of it when done. */
export async function fetchFor(
  { cacert, auth }: OptionValues<typeof webClientOptions>,
  system: System,
): Promise<{ fetch: Fetch } & Disposable> {
  const caCerts = cacert === undefined ? [] : [await Deno.readTextFile(cacert)];
  const client = Deno.createHttpClient({ caCerts });
  const secret = await credentials(auth, "auth", system);
  const authorization: Record<string, string> = secret === undefined
    ? {}
    : { authorization: `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(secret)))}` };
  return {
    fetch: (url, init) =>
      fetch(url, {
        ...init,
        headers: { ...authorization, ...init.headers as Record<string, string> },
        client,
      }),
    [Symbol.dispose]: () => client.close(),
  };
}

/** Retries as the options want them, with a word to the user before each. */
export function retriesFor(
  { retries, quiet }: { retries: number; quiet: boolean },
  what: string,
  system: System,
): RetryOptions {
  return {
    retries,
    signal: system.signal,
    onRetry: ({ message }, pause) => {
      if (!quiet) {
        system.stderr.line(
          `${what}: ${escapeControls(message)}; trying again in ${(pause / 1000).toFixed(1)} s`,
        );
      }
    },
  };
}

function sum(): Option<string | undefined> {
  return {
    takes: "value",
    value: "HEX",
    help: "what the file's SHA-256 has to be (URL only)",
    absent: undefined,
    read: (typed) => {
      const hex = typed.at(-1)!.toLowerCase();
      if (/^[0-9a-f]{64}$/.test(hex)) return hex;
      throw new Error("needs the 64 hexadecimal digits of a SHA-256");
    },
  };
}
