import type { AddressType } from "./address_type.ts";
import { typeRow } from "./type_row.ts";

const NAMED_SOCKET = "socket unix named retry";
const CHILD = "fork exec process parent socket unix pty termios";

/** Address types on this computer: standard streams, files, pipes, UNIX sockets, programs. */
export const LOCAL_TYPES: readonly AddressType[] = [
  typeRow({
    names: "stdio -",
    groups: "reg socket open termios",
    explain: "standard input and output",
    load: () => import("./file/stdio.ts"),
  }),
  typeRow({
    names: "stdin",
    groups: "reg socket open termios",
    explain: "standard input",
    load: () => import("./file/stdio.ts"),
  }),
  typeRow({
    names: "stdout",
    groups: "reg socket open termios",
    explain: "standard output",
    load: () => import("./file/stdio.ts"),
  }),
  typeRow({
    names: "stderr",
    groups: "reg socket open termios",
    explain: "standard error",
    load: () => import("./file/stdio.ts"),
  }),
  typeRow({
    names: "readline",
    groups: "readline",
    explain: "standard input and output, with lines that can be edited and a history",
    load: () => import("./terminal/readline.ts"),
  }),
  typeRow({
    names: "fd",
    syntax: ":<num>",
    groups: "reg socket open termios",
    explain: "the inherited descriptor $1",
    load: () => import("./file/fd.ts"),
  }),
  typeRow({
    names: "accept-fd accept",
    syntax: ":<fdnum>",
    groups: "socket unix ip ip6 tcp listen child range retry",
    waits: true,
    explain: "a connection that somebody makes to the inherited listening socket $1",
    load: () => import("./file/accept_fd.ts"),
  }),
  typeRow({
    names: "open file",
    syntax: ":<filename>",
    groups: "named open reg termios",
    joined: true,
    explain: "the file $1",
    load: () => import("./file/open.ts"),
  }),
  typeRow({
    names: "create creat",
    syntax: ":<filename>",
    groups: "named reg",
    joined: true,
    explain: "the file $1, created or emptied",
    load: () => import("./file/create.ts"),
  }),
  typeRow({
    names: "gopen",
    syntax: ":<filename>",
    groups: "named open reg socket unix termios",
    joined: true,
    explain: "$1, whatever it is: a socket to connect to, a file to append to, a FIFO, a device",
    load: () => import("./file/gopen.ts"),
  }),
  typeRow({
    names: "pipe echo fifo",
    syntax: "[:<filename>]",
    groups: "named open",
    joined: true,
    explain: "a pipe that gives back what is written to it",
    load: () => import("./file/pipe.ts"),
  }),
  typeRow({
    names: "pty",
    groups: "named pty termios",
    explain: "a pseudo terminal that another program opens",
    load: () => import("./terminal/pty.ts"),
  }),
  typeRow({
    names: "socketpair",
    groups: "socket",
    explain: "a pipe that gives back what is written to it, message by message",
    load: () => import("./file/socketpair.ts"),
  }),
  typeRow({
    names: "exec",
    syntax: ":<command-line>",
    groups: CHILD,
    joined: true,
    explain: "the program $1, through its standard input and output",
    load: () => import("./process/exec.ts"),
  }),
  typeRow({
    names: "system",
    syntax: ":<shell-command>",
    groups: CHILD,
    joined: true,
    explain: "the shell command $1, through its standard input and output",
    load: () => import("./process/system.ts"),
  }),
  typeRow({
    names: "shell",
    syntax: ":<shell-command>",
    groups: `${CHILD} shell`,
    joined: true,
    explain: "the command $1 of the user's shell, through its standard input and output",
    load: () => import("./process/system.ts"),
  }),
  ...unixTypes("unix", "", NAMED_SOCKET),
  ...unixTypes("abstract", "abstract ", "socket unix retry"),
];

function unixTypes(family: "unix" | "abstract", what: string, groups: string): AddressType[] {
  const syntax = ":<filename>";
  const name = `${what}UNIX socket $1`;
  return [
    typeRow({
      names: `${family}-client ${family}`,
      syntax,
      groups,
      explain: `a connection to the ${name}, of whatever kind it is`,
      load: () => import("./unix/unix_client.ts"),
    }),
    typeRow({
      names: family === "unix" ? "unix-connect local" : "abstract-connect",
      syntax,
      groups: `${groups} proxy-protocol send-proxy`,
      explain: `a connection to the ${name}`,
      load: () => import("./unix/unix_connect.ts"),
    }),
    typeRow({
      names: `${family}-listen ${family}-l`,
      syntax,
      groups: `${groups} listen child proxy-protocol accept-proxy proxy-kind proxy-server`,
      waits: true,
      explain: `a connection that somebody makes to the ${name}`,
      load: () => import("./unix/unix_listen.ts"),
    }),
    typeRow({
      names: `${family}-sendto ${family}-send`,
      syntax,
      groups,
      explain: `datagrams to the ${name}, and its answers`,
      load: () => import("./unix/unix_sendto.ts"),
    }),
    typeRow({
      names: `${family}-recvfrom`,
      syntax,
      groups: `${groups} child`,
      waits: true,
      explain: `one datagram that comes to the ${name}, with the way back to its sender`,
      load: () => import("./unix/unix_recvfrom.ts"),
    }),
    typeRow({
      names: `${family}-recv`,
      syntax,
      groups,
      explain: `all datagrams that come to the ${name}`,
      load: () => import("./unix/unix_recv.ts"),
    }),
  ];
}
