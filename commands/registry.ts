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
    verb: "relay",
    summary: "connect any two things, in socat's address language",
    load: () => import("./relay.ts"),
  },
  { verb: "socat", summary: "the same as relay", load: () => import("./relay.ts") },
];
