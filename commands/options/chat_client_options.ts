import type { HostPort } from "../../mod/net/tcp/dial.ts";
import type { ClientOptionValues } from "./dial_server.ts";

/** What a chat client is told. */
export interface ChatClientOptions extends ClientOptionValues {
  readonly server: HostPort;
  /** Tidy and valid; `undefined` when the person is to be asked. */
  readonly name: string | undefined;
  /** JSON lines, nothing of the past. */
  readonly bot: boolean;
  /** No bell. */
  readonly quiet: boolean;
}
