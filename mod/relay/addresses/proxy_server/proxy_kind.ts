import type { SingleAddress } from "../../grammar/address.ts";
import { GrammarError } from "../../grammar/grammar_error.ts";
import type { Options } from "../../options/options.ts";
import { RelayError } from "../../relay_endpoint.ts";
import { versionToAccept } from "../proxy_protocol/proxy_protocol_options.ts";
import { isLoopback } from "./target_rules.ts";

/** Which protocol a proxy of ours speaks. */
export type ProxyKind = "http" | "socks";

/** The proxy that a listening address is: by its keyword, or by `proxy-server=`; undefined: none. */
export function proxyKind(keyword: string, options: Options): ProxyKind | undefined {
  if (keyword === "proxy-listen") return "http";
  if (keyword === "socks-listen") return "socks";
  return options.text("proxy-server") as ProxyKind | undefined;
}

/**
 * Looks at the value of `proxy-server=` before anything is opened.
 *
 * @throws {GrammarError} pointing at it
 */
export function checkProxyKind(address: SingleAddress): void {
  const word = address.options.find(({ name }) => name === "proxy-server");
  if (word === undefined || word.value === "http" || word.value === "socks") return;
  throw new GrammarError(
    `option "${word.name}": there is no proxy of the kind "${word.value ?? ""}"`,
    address.text,
    word.at + word.name.length,
    { hint: "write proxy-server=http or proxy-server=socks" },
  );
}

/**
 * A proxy of ours without TARGET on the other side would connect its clients to something else than they
 * have asked for, and TARGET without a proxy has nothing to connect to.
 *
 * @throws {GrammarError}
 */
export function refuseAlone(address: SingleAddress, keyword: string, options: Options): void {
  if (keyword === "target") {
    throw new GrammarError("TARGET: nobody says what the target is", address.text, address.at, {
      hint: "the other address has to be PROXY-LISTEN, SOCKS-LISTEN or a listener with proxy-server=",
    });
  }
  if (proxyKind(keyword, options) === undefined) return;
  const { name, at } = address.options.find((word) => word.name === "proxy-server") ??
    { name: address.keyword, at: address.at };
  throw new GrammarError(`${name}: the other address is not TARGET`, address.text, at, {
    hint: "the clients of a proxy say where they want to go: write TARGET on the right side",
  });
}

/** What says who may use a proxy, or for what. */
const LIMITS = ["auth", "auth-file", "allow-target", "allow-target-file"];
/** What says from which addresses one may use it. */
const ADDRESS_LIMITS = ["range", "allow", "allow-file"];
const BELIEVED = ["proxy-protocol-from", "proxy-protocol-from-file"];

/**
 * Whether everybody who reaches this listener could go anywhere through it. An address limits nobody who may
 * claim any, in a PROXY header that is believed from everybody.
 */
export function isOpenProxy(keyword: string, options: Options): boolean {
  if (proxyKind(keyword, options) === undefined || LIMITS.some((name) => options.has(name))) return false;
  const has = (name: string) => options.has(name);
  const claimed = versionToAccept(options) !== undefined;
  if ((claimed ? BELIEVED : ADDRESS_LIMITS).some(has)) return false;
  const certificates = !options.has("openssl-verify") || options.flag("openssl-verify");
  return !(keyword.startsWith("openssl") && certificates);
}

/**
 * An open proxy must not come by accident: where nothing limits it, only this machine may reach it.
 *
 * @param host an address that `bind=` names
 * @throws {RelayError}
 */
export function checkExposure(keyword: string, options: Options, host: string): void {
  if (!isOpenProxy(keyword, options) || isLoopback(host)) return;
  throw new RelayError(
    `${keyword.toUpperCase()}: on ${host} this would be a proxy for everybody`,
    "  auth=USER:PASSWORD or auth-file=FILE asks who it is, range= or allow= say who may use it (and where\n" +
      "  PROXY headers are accepted, proxy-protocol-from= whom they are believed from, since anybody can claim\n" +
      "  any address in one), allow-target=HOST:PORT says for what; with none of them it listens on 127.0.0.1",
  );
}
