import { msg } from "../../mod/i18n/message.ts";
import { MessageError } from "../../mod/i18n/message_error.ts";
import { type Option, texts } from "../../mod/cli/option.ts";
import { hostName } from "../../mod/http/middleware/host_check.ts";
import { proxyRange } from "../../mod/http/middleware/proxy_range.ts";

/**
 * The options of everything that speaks HTTP, about the clients that may reach it and the names
 * they may use.
 */
export const reachOptions = {
  "allow-host": several({
    value: "NAME",
    help: "answer to this name, too (.NAME: and to all below it); several times for several",
    read(typed) {
      const name = hostName(typed);
      if (name === undefined) {
        throw new MessageError(msg`needs a name such as files.example.org, not "${typed}"`);
      }
      return name;
    },
  }),
  "trust-proxy": several({
    value: "ADDR",
    help:
      "believe what proxies there say of their clients: an address, a network such as 10.0.0.0/8, loopback",
    read(typed) {
      const range = proxyRange(typed);
      if (range === undefined) {
        throw new MessageError(
          msg`needs an address, a network such as 10.0.0.0/8, or loopback, not "${typed}"`,
        );
      }
      return range;
    },
  }),
};

/** An option that may be given several times, each of them read by itself. */
function several<Value>(
  { value, help, read }: { value: string; help: string; read(typed: string): Value },
): Option<readonly Value[]> {
  return { ...texts({ value, help }), absent: [], read: (typed) => typed.map(read) };
}
