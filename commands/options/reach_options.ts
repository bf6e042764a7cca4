import { msg } from "../../mod/i18n/message.ts";
import { MessageError } from "../../mod/i18n/message_error.ts";
import { type Option, optional, text, texts } from "../../mod/cli/option.ts";
import { parseOrigin, type SharedOrigins } from "../../mod/http/middleware/cors.ts";
import { hostName } from "../../mod/http/middleware/host_check.ts";
import { parseOwnField } from "../../mod/http/middleware/own_fields.ts";
import { parsePathPrefix } from "../../mod/http/middleware/path_prefix.ts";
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
      if (proxyRange(typed) === undefined) {
        throw new MessageError(
          msg`needs an address, a network such as 10.0.0.0/8, or loopback, not "${typed}"`,
        );
      }
      return typed;
    },
  }),
};

/** The same of everything whose pages others may build upon: `files serve` and `files share`. */
export const replyOptions = {
  cors: {
    ...optional<SharedOrigins>({
      value: "ORIGIN",
      help:
        "let pages of other origins use it: of any, or of this one (several times for several), with passwords",
      alone: ["*"],
      accepts: (argument) => argument === "*" || /^[a-z][a-z0-9+.-]*:\/\//i.test(argument),
      read: (typed) => [parseOrigin(typed)],
    }),
    many: true,
    read: (typed: readonly string[]) => typed.map((each) => parseOrigin(each || "*")),
  },
  header: several({
    value: "HEADER",
    help: 'a header for every reply, such as "Name: value"; several times for several',
    read: parseOwnField,
  }),
  "path-prefix": {
    ...text({ value: "PATH", help: "the path below which a proxy shows it, if the proxy passes it on" }),
    read: (typed: readonly string[]) => parsePathPrefix(typed.at(-1) ?? ""),
  },
};

/** An option that may be given several times, each of them read by itself. */
function several<Value>(
  { value, help, read }: { value: string; help: string; read(typed: string): Value },
): Option<readonly Value[]> {
  return { ...texts({ value, help }), absent: [], read: (typed) => typed.map(read) };
}
