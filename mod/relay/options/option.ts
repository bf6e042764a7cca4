/** The kind of value an option takes; decides how its text is read. */
export type OptionKind =
  | "flag" // nothing, or =0 / =1
  | "constant" // nothing
  | "integer"
  | "character" // its number, itself, or `^O` for Ctrl-O; kept as a number
  | "byte" // 0 to 255
  | "text" // value required
  | "optional-text"
  | "time" // seconds, fractions allowed; kept in milliseconds
  | "mode" // octal permission bits
  | "user" // name or number; kept as text, resolved when applied
  | "group";

/**
 * Which addresses know an option. socat refuses an option that does not fit the address; we do the
 * same, with the same grouping, except that `any` fits everywhere.
 */
export type OptionGroup =
  | "any"
  | "fd"
  | "open"
  | "named"
  | "reg"
  | "socket"
  | "unix"
  | "listen"
  | "child"
  | "range"
  | "retry"
  | "ip"
  | "ip6"
  | "tcp"
  | "udp"
  | "socks"
  | "http"
  | "proxy-protocol"
  | "accept-proxy"
  | "send-proxy"
  | "proxy-server"
  | "proxy-kind"
  | "tls"
  | "ws"
  | "fork"
  | "exec"
  | "shell"
  | "process"
  | "pty"
  | "termios"
  | "interface"
  | "parent"
  | "readline";

/**
 * What netlab does with an option:
 * - `works`: has its effect;
 * - `hint`: has its effect on Linux, through the C library; elsewhere it is taken as `advice`;
 * - `given`: the runtime behaves so anyway, or the effect is invisible here; accepted silently;
 * - `advice`: a tuning hint the runtime has no call for; accepted with a warning, data still flows as without
 *   it;
 * - `refused`: would change the effect and cannot be done; the reason is part of the message.
 */
export type OptionSupport = "works" | "hint" | "given" | "advice" | "refused";

/** One row of the option table. */
export interface OptionRow {
  readonly name: string;
  readonly kind: OptionKind;
  readonly group: OptionGroup;
  readonly support: OptionSupport;
  readonly aliases: readonly string[];
  /** For `refused`: the end of the sentence "…: ". */
  readonly reason?: string;
}

/** Builds a row; `aliases` is a blank-separated list. */
export function row(
  name: string,
  kind: OptionKind,
  group: OptionGroup,
  aliases = "",
  support: OptionSupport = "works",
  reason?: string,
): OptionRow {
  const names = aliases.split(" ").filter((alias) => alias !== "");
  return { name, kind, group, support, aliases: names, ...(reason === undefined ? {} : { reason }) };
}

/** Builds many rows of one kind and group from `name=alias|alias name …`. */
export function rows(
  kind: OptionKind,
  group: OptionGroup,
  support: OptionSupport,
  list: string,
  reason?: string,
): OptionRow[] {
  return list.trim().split(/\s+/).map((word) => {
    const [name, aliases = ""] = word.split("=");
    return row(name!, kind, group, aliases.replaceAll("|", " "), support, reason);
  });
}
