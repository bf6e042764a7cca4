import type { Registry } from "../mod/cli/command.ts";

/**
 * Everything that can be typed after `netlab`. A command's file is loaded only when the command is used.
 */
export const registry: Registry = [
  {
    name: "echo",
    summary: "send back what is said, in upper case: the first exercise of every course",
    example: { command: "netlab echo serve 8765", does: "answer every line on port 8765 in upper case" },
    commands: [
      {
        verb: "serve",
        summary: "answer every line",
        load: () => import("./echo_serve.ts"),
      },
    ],
  },
  {
    name: "files",
    summary: "let others fetch files, or fetch them",
    example: { command: "netlab files serve --dir .", does: "let others fetch the files of this folder" },
    commands: [
      {
        verb: "serve",
        summary: "let others fetch the files of a folder",
        load: () => import("./files_serve.ts"),
      },
      {
        verb: "get",
        summary: "fetch files from such a server",
        load: () => import("./files_get.ts"),
      },
    ],
  },
  {
    name: "check",
    summary: "see whether somebody's own server or client keeps the protocol of the exercises",
    example: {
      command: "netlab check echo --run './my_server.py {port}'",
      does: "start a server, try every rule on it, and say which mistake breaks which rule",
    },
    commands: [
      { verb: "echo", summary: "check an echo server or client", load: () => import("./check_echo.ts") },
      { verb: "files", summary: "check a file server or client", load: () => import("./check_files.ts") },
      { verb: "chat", summary: "check a chat server or client", load: () => import("./check_chat.ts") },
      { verb: "prime", summary: "check a prime server or client", load: () => import("./check_prime.ts") },
      { verb: "calc", summary: "check a calculator or its client", load: () => import("./check_calc.ts") },
      {
        verb: "summary",
        summary: "put a class's reports together",
        load: () => import("./check_summary.ts"),
      },
    ],
  },
];
