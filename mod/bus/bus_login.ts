import { msg } from "../i18n/message.ts";
import { MessageError } from "../i18n/message_error.ts";
import type { Authenticator, ConnectionOptions } from "@nats-io/transport-node";
import type { BusServer } from "./bus_address.ts";

/** How we log in at servers whose address says nothing, and whom we trust: contents, not names, of files. */
export interface BusLogin {
  /** The password of the name in an address. */
  password?: string;
  token?: string;
  /** The signer for us; see {@linkcode authenticatorOf}. */
  signer?: Authenticator;
  /** Certificates of authorities (PEM), besides the usual ones. */
  ca?: string;
}

/**
 * The options the client library wants for one server. A name without a password is a token, as
 * everywhere with NATS.
 */
export function connectionOptions(server: BusServer, login: BusLogin): ConnectionOptions {
  const { hostname, port } = server;
  return {
    servers: `${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`,
    ...credentials(server, login),
    ...tlsOptions(server, login),
  };
}

function credentials({ user, pass }: BusServer, login: BusLogin): ConnectionOptions {
  const password = pass ?? login.password;
  if (user !== undefined) return password === undefined ? { token: user } : { user, pass: password };
  if (login.signer !== undefined) return { authenticator: login.signer };
  return login.token === undefined ? {} : { token: login.token };
}

function tlsOptions({ tls }: BusServer, { ca }: BusLogin): ConnectionOptions {
  if (ca !== undefined) return { tls: { ca } };
  return tls ? { tls: {} } : {};
}

/**
 * The signer for us, from the text of a credentials file (a JWT and its seed) or the seed of an
 * nkey.
 *
 * @throws an error with a sentence when it is neither
 */
export async function authenticatorOf(creds: string, path: string): Promise<Authenticator> {
  const { credsAuthenticator, nkeyAuthenticator } = await import("@nats-io/transport-node");
  const bytes = (text: string) => new TextEncoder().encode(text);
  const seed = /^\s*(SU[A-Z2-7]{56})\s*$/.exec(creds)?.[1];
  const authenticator = seed === undefined
    ? credsAuthenticator(bytes(creds))
    : nkeyAuthenticator(bytes(seed));
  try {
    authenticator("try");
    return authenticator;
  } catch {
    throw Object.assign(
      new MessageError(
        msg`Cannot use ${path}: it is neither a credentials file of NATS nor the seed of a user`,
      ),
      { code: "bus_login" },
    );
  }
}
