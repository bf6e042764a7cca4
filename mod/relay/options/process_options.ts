import { type OptionRow, row, rows } from "./option.ts";

/** Options of child processes, and of network interfaces, which netlab cannot make. */
export const PROCESS_OPTIONS: readonly OptionRow[] = [
  row("stderr", "flag", "fork"),
  row("pipes", "flag", "fork", "", "given"),
  row("nofork", "flag", "fork", "", "given"),
  row("socketpair", "flag", "fork", "", "given"),
  row("fdin", "integer", "fork"),
  row("fdout", "integer", "fork"),
  row("setsid", "flag", "process", "sid"),
  row("setpgid", "integer", "fork", "pgid", "advice"),
  row("path", "text", "exec"),
  row("shell", "text", "shell"),
  row("dash", "flag", "exec", "login"),
  row("chdir", "text", "fork", "cd"),
  row("setuid", "user", "process"),
  row("setuid-early", "user", "process"),
  row("setgid", "group", "process"),
  row("setgid-early", "group", "process"),
  row("substuser", "user", "process", "su"),
  row("substuser-delayed", "user", "process", "su-d"),
  row("substuser-early", "user", "process", "su-e"),
  ...rows("flag", "parent", "given", "sighup sigint sigquit"),
  ...rows(
    "text",
    "process",
    "refused",
    "chroot chroot-early",
    "this runtime needs /proc; use EXEC:'chroot DIR PROGRAM'",
  ),
  ...rows(
    "optional-text",
    "interface",
    "refused",
    "tun-device tun-name tun-type iff-up=up iff-no-pi=no-pi|tun-no-pi iff-promisc=promisc",
    "this runtime cannot make network interfaces",
  ),
];
