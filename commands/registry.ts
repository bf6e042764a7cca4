import type { CommandEntry, Registry } from "../mod/cli/command.ts";

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
        load: namedFile("./echo/serve.ts"),
      },
      {
        verb: "connect",
        summary: "talk to such a server: what you type goes there, what it answers is shown",
        load: namedFile("./echo/connect.ts"),
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
        load: namedFile("./files/serve.ts"),
      },
      {
        verb: "get",
        summary: "fetch files from such a server, or from a URL",
        load: namedFile("./files/get.ts"),
      },
      {
        verb: "share",
        summary: "hand over a file once, by an address or a code to scan",
        load: namedFile("./files/share.ts"),
      },
      {
        verb: "receive",
        summary: "let somebody send files here once, by an address or a code to scan",
        load: namedFile("./files/receive.ts"),
      },
      {
        verb: "put",
        summary: "send files to a server that takes uploads",
        load: namedFile("./files/put.ts"),
      },
      {
        verb: "passwd",
        summary: "make accounts and passwords for files serve --accounts",
        load: namedFile("./files/passwd.ts"),
      },
    ],
  },
  {
    name: "chat",
    summary: "talk: two people, or a room full of them",
    example: { command: "netlab chat serve 8767", does: "open a room that any nc, socat or netlab can join" },
    commands: [
      { verb: "serve", summary: "open a room", load: namedFile("./chat/serve.ts") },
      { verb: "join", summary: "join a room", load: namedFile("./chat/join.ts") },
      { verb: "talk", summary: "talk to one other person", load: namedFile("./chat/talk.ts") },
    ],
  },
  {
    name: "prime",
    summary: "ask whether integers are prime, over TCP or UDP",
    example: { command: "netlab prime serve --udp", does: "answer on TCP port 8809 and on UDP port 8808" },
    commands: [
      {
        verb: "serve",
        summary: "answer T, F or E to integers",
        load: namedFile("./prime/serve.ts"),
      },
      {
        verb: "ask",
        summary: "ask such a server",
        load: namedFile("./prime/ask.ts"),
      },
    ],
  },
  {
    name: "calc",
    summary: "a calculator on the network, with Python's arithmetic",
    example: { command: "netlab calc serve", does: "calculate on port 63000" },
    commands: [
      {
        verb: "serve",
        summary: "answer expressions with their results",
        load: namedFile("./calc/serve.ts"),
      },
      {
        verb: "ask",
        summary: "ask such a server, once or at a prompt",
        load: namedFile("./calc/ask.ts"),
      },
    ],
  },
  {
    name: "kv",
    summary: "keys and values on the network, for any client of Redis, and for nc",
    example: { command: "netlab kv serve", does: "keep keys and values on port 6379" },
    commands: [
      {
        verb: "serve",
        summary: "keep keys and values for others",
        load: namedFile("./kv/serve.ts"),
      },
      {
        verb: "ask",
        summary: "ask such a server, or Redis, once or at a prompt",
        load: namedFile("./kv/ask.ts"),
      },
    ],
  },
  {
    name: "lab",
    summary: "see for yourself how servers behave",
    example: { command: "netlab lab modes", does: "compare the six ways of serving many clients" },
    commands: [
      { verb: "list", summary: "show the exercises of the sheets", load: namedFile("./lab/list.ts") },
      {
        verb: "run",
        summary: "play an exercise for real, and tell what happens",
        load: namedFile("./lab/run.ts"),
      },
      {
        verb: "show",
        summary: "write an exercise down as JSON, to make your own out of it",
        load: namedFile("./lab/show.ts"),
      },
      {
        verb: "diagram",
        summary: "draw a saved trace as a sequence diagram",
        load: namedFile("./lab/diagram.ts"),
      },
      {
        verb: "watch",
        summary: "show what any program does with its sockets",
        load: namedFile("./lab/watch.ts"),
      },
      {
        verb: "modes",
        summary: "compare the six ways of serving many clients under the same load",
        load: namedFile("./lab/modes.ts"),
      },
      {
        verb: "serve",
        summary: "serve echo with troubles to order, to try the modes out by hand",
        load: namedFile("./lab/serve.ts"),
      },
      {
        verb: "class",
        summary: "a page for a whole class: who is how far, who is stuck, and what was handed in",
        load: namedFile("./lab/class.ts"),
      },
    ],
  },
  {
    verb: "relay",
    summary: "connect any two things, in socat's address language",
    load: namedFile("./relay.ts"),
  },
  { verb: "socat", summary: "the same as relay", load: namedFile("./relay.ts") },
  {
    name: "check",
    summary: "see whether somebody's own server or client keeps the protocol of the exercises",
    example: {
      command: "netlab check echo --run './my_server.py {port}'",
      does: "start a server, try every rule on it, and say which mistake breaks which rule",
    },
    commands: [
      { verb: "echo", summary: "check an echo server or client", load: namedFile("./check/echo.ts") },
      { verb: "files", summary: "check a file server or client", load: namedFile("./check/files.ts") },
      { verb: "chat", summary: "check a chat server or client", load: namedFile("./check/chat.ts") },
      { verb: "time", summary: "check a server of the time", load: namedFile("./check/time.ts") },
      {
        verb: "script",
        summary: "check a server by a sheet of your own",
        load: namedFile("./check/script.ts"),
      },
      { verb: "talk", summary: "check a program of two people who talk", load: namedFile("./check/talk.ts") },
      { verb: "prime", summary: "check a prime server or client", load: namedFile("./check/prime.ts") },
      { verb: "calc", summary: "check a calculator or its client", load: namedFile("./check/calc.ts") },
      { verb: "kv", summary: "check a server that keeps data", load: namedFile("./check/kv.ts") },
      { verb: "http", summary: "check a web server or client", load: namedFile("./check/http.ts") },
      {
        verb: "all",
        summary: "check every program of a folder, side by side, each in a jail",
        load: namedFile("./check/all.ts"),
      },
      {
        verb: "summary",
        summary: "put a class's reports together",
        load: namedFile("./check/summary.ts"),
      },
    ],
  },
  {
    verb: "completions",
    summary: "write a shell's completion script",
    load: async () => ({ default: (await import("./completions.ts")).completionsOf(registry) }),
  },
];

/**
 * Loads a command's file when the command is used, by a name that the runtime does not know before.
 *
 * For `import("./echo/serve.ts")` the runtime reads the file and all its imports before the first
 * line of the program runs, in case it will be needed: for all commands together, six hundred files
 * at every start. Code that has to know them all, such as the bundle, finds them in
 * `release/program_files.ts`.
 */
function namedFile(file: `./${string}.ts`): CommandEntry["load"] {
  return () => import(import.meta.resolve(file));
}
