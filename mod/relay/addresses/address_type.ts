import type { RelayContext } from "../context.ts";
import type { RelayEndpoint } from "../relay_endpoint.ts";
import type { SingleAddress } from "../grammar/address.ts";
import type { PeerLists } from "./inet/peer_lists.ts";
import type { OptionGroup } from "../options/option.ts";
import type { Options } from "../options/options.ts";
import type { TlsOptions } from "../../net/tls/secure.ts";
import type { Privileges } from "../privileges/privileges.ts";

/** Which directions the relay will use of an address: decided by `-u`, `-U` and `!!`. */
export type Access = "both" | "read" | "write";

/** Everything an address type needs to open itself. */
export interface OpenRequest {
  readonly address: SingleAddress;
  readonly parameters: readonly string[];
  readonly options: Options;
  readonly access: Access;
  readonly context: RelayContext;
  /** The canonical keyword: one module may serve several. */
  readonly type: string;
  /** Whose rights a program is to have; undefined: those of the relay. */
  readonly privileges?: Privileges;
  /** Its certificates, read and checked before anything was opened; undefined: to be read now. */
  readonly tls?: TlsOptions | undefined;
  /** Who is let in and who is not, from `allow=` and its like. */
  readonly peerLists?: PeerLists;
}

/**
 * Opens an address: yields one endpoint, or with `fork` one for each connection, until the relay's signal.
 * Closing the generator (`return`) closes what listens. Nothing is opened before the first `next()`.
 */
export type Open = (request: OpenRequest) => AsyncGenerator<RelayEndpoint, void, void>;

/** One row of the registry. */
export interface AddressType {
  readonly keyword: string;
  readonly aliases: readonly string[];
  /** As shown in the help: `<host>:<port>`; empty for none. */
  readonly syntax: string;
  /** How many parameters it takes. */
  readonly parameters: { readonly least: number; readonly most: number };
  readonly groups: readonly OptionGroup[];
  /** True when a `:` in the last parameter belongs to it (commands). */
  readonly joined: boolean;
  /** Parameters in another form, such as those of a URL, as the syntax has them; undefined: they are as they are. */
  readonly rewrite?: (parameters: readonly string[]) => readonly string[] | undefined;
  /** One sentence for `--explain` and the documentation; `$1` … stand for the parameters. */
  readonly explain: string;
  /** True when nothing happens until a peer comes. */
  readonly waits: boolean;
  /** The module of the type, whose default export opens it. */
  readonly load: () => Promise<{ readonly default: Open }>;
}
