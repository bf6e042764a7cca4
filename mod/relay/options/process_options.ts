import { type OptionRow, row, rows } from "./option.ts";

const NO_TERMIOS = "this runtime cannot set terminal modes";

/** Options of child processes and of the terminals netlab cannot make. */
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
    "fork",
    "refused",
    "pty openpty ptmx pty-wait-slave=wait-slave|waitslave pty-interval symbolic-link=link",
    "this runtime has no pseudo terminals; use pipes",
  ),
  ...rows("optional-text", "process", "refused", "tiocsctty=ctty", NO_TERMIOS),
  ...rows(
    "optional-text",
    "termios",
    "refused",
    "raw rawer=termios-rawer cfmakeraw=termios-cfmakeraw sane echo icanon isig icrnl onlcr opost cs8 parenb cstopb crtscts hupcl clocal vmin=min vtime=time",
    NO_TERMIOS,
  ),
  ...rows("integer", "termios", "refused", "ispeed ospeed", NO_TERMIOS),
  ...rows(
    "optional-text",
    "interface",
    "refused",
    "tun-device tun-name tun-type iff-up=up iff-no-pi=no-pi|tun-no-pi iff-promisc=promisc",
    "this runtime cannot make network interfaces",
  ),
];
