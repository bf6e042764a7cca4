import { type OptionRow, row, rows } from "./option.ts";
import type { Options } from "./options.ts";

/** What `bN` may be, baud. */
const SPEEDS =
  "0 50 75 110 134 150 200 300 600 1200 1800 2400 4800 9600 19200 38400 57600 115200 230400 460800 500000 " +
  "576000 921600 1000000 1152000 1500000 2000000 2500000 3000000 3500000 4000000";

/** Options that make a pseudo terminal, and the modes of terminals (termios(3)), in socat's names for them. */
export const TERMINAL_OPTIONS: readonly OptionRow[] = [
  row("pty", "flag", "fork"),
  row("openpty", "flag", "pty"),
  row("ptmx", "flag", "pty"),
  row("symbolic-link", "text", "pty", "link"),
  row("pty-wait-slave", "flag", "pty", "wait-slave waitslave"),
  row("pty-interval", "time", "pty", "pty-intervall"),
  row("sitout-eio", "time", "pty"),
  row("tiocsctty", "flag", "termios", "ctty"),
  row("ioctl-void", "text", "termios", "ioctl"),
  ...rows("text", "termios", "works", "ioctl-int ioctl-intp ioctl-bin ioctl-string"),

  row("raw", "constant", "termios"),
  row("termios-rawer", "constant", "termios", "rawer"),
  row("termios-cfmakeraw", "constant", "termios", "cfmakeraw"),
  row("sane", "constant", "termios"),

  // Input
  ...modes("flag", "brkint icrnl ignbrk igncr ignpar imaxbel inlcr inpck istrip iuclc ixany"),
  ...modes("flag", "ixoff=tandem ixon parmrk"),
  // Output
  ...modes("flag", "ocrnl ofdel ofill olcuc onlcr onlret onocr opost nldly bsdly vtdly ffdly"),
  ...modes("constant", "nl0 nl1 cr0 cr1 cr2 cr3 tab0 tab1 tab2 tab3=xtabs bs0 bs1 vt0 vt1 ff0 ff1"),
  ...modes("integer", "crdly tabdly"),
  // The line
  ...modes("flag", "cstopb cread parenb parodd hupcl=hup clocal crtscts"),
  ...modes("constant", "cs5 cs6 cs7 cs8"),
  ...modes("integer", "csize"),
  ...modes("constant", SPEEDS.split(" ").map((speed) => `b${speed}`).join(" ")),
  ...modes("integer", "ispeed ospeed"),
  // What is typed
  ...modes("flag", "isig icanon xcase echo echok echonl flusho noflsh tostop pendin iexten"),
  ...modes("flag", "echoe=crterase echoctl=ctlecho echoprt=prterase echoke=crtkill"),
  ...modes("byte", "vintr=intr vquit=quit verase=erase vkill=kill veof=eof veol=eol veol2=eol2 vstart=start"),
  ...modes("byte", "vstop=stop vsusp=susp vreprint=reprint|rprnt vdiscard=discard vwerase=werase"),
  ...modes("byte", "vlnext=lnext vswtc=swtc|swtch vmin=min vtime=time"),
];

function modes(kind: OptionRow["kind"], list: string): OptionRow[] {
  return rows(kind, "termios", "works", list);
}

/** Whether an option sets a mode of a terminal: those before the modes make one. */
export function isTerminalMode(row: Pick<OptionRow, "name" | "group">): boolean {
  return row.group === "termios" && !/^(tiocsctty$|ioctl-)/.test(row.name);
}

/** Whether the options of an address ask for anything of a terminal that is there already. */
export function asksForTerminal(options: Options): boolean {
  return options.all.some(([name]) =>
    TERMINAL_OPTIONS.some((each) => each.name === name && each.group === "termios")
  );
}

/** Whether a program is to have a pseudo terminal. */
export function wantsTerminal(options: Options): boolean {
  // Each is asked for, whichever of them there is.
  return ["pty", "openpty", "ptmx"].map((name) => options.flag(name)).includes(true);
}
