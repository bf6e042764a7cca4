import { command } from "../mod/cli/command.ts";
import { choice, flag, text } from "../mod/cli/option.ts";
import { listenPort } from "../mod/cli/positional.ts";
import files from "../mod/services/files/service.ts";
import { ServedFolder } from "../mod/services/files/served_folder.ts";
import { serveAs, serveOptions } from "./serve_options.ts";

export default command({
  name: "files serve",
  summary: "let others fetch the files of a folder",
  description:
    "Only regular files below the folder can be fetched. Each request is logged in a line on standard error.",
  args: { port: listenPort(8766) },
  options: {
    dir: text({ value: "DIR", default: ".", short: "d", help: "folder whose files may be fetched" }),
    hidden: flag({ help: "files whose name starts with a dot may be fetched, too" }),
    framing: choice({
      choices: ["line", "chunk"],
      default: "line",
      help:
        "the name ends with its line, or with what the first read returns (for clients that send no line end)",
    }),
    quiet: flag({ short: "q", help: "no line per request" }),
    ...serveOptions,
  },
  examples: [
    { command: "netlab files serve --dir .", does: "let others fetch the files of this folder" },
    { command: "netlab files get 192.168.1.20 8766 notes.txt", does: "what one of them types" },
    {
      command: "echo notes.txt | nc -N 192.168.1.20 8766",
      does: "the same without netlab, with the answer's two head lines",
    },
  ],
  async run({ args, options }, system) {
    const { hidden, framing, quiet } = options;
    // Resolved once, here, so that a folder that does not exist is said before anything listens.
    const dir = ServedFolder.at(options.dir).path;
    const common = { ...options, port: args.port };
    return await serveAs(files, { dir, hidden, framing, quiet }, common, system);
  },
});
