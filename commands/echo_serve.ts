import { command } from "../mod/cli/command.ts";
import { choice } from "../mod/cli/option.ts";
import { listenPort } from "../mod/cli/positional.ts";
import echo from "../mod/services/echo/service.ts";
import { serveAs, serveOptions } from "./serve_options.ts";

export default command({
  name: "echo serve",
  summary: "answer every line with the same line in upper case",
  args: { port: listenPort(8765) },
  options: {
    transform: choice({ choices: ["upper", "none"], default: "upper", help: "what is done to a message" }),
    framing: choice({ choices: ["line", "chunk"], default: "line", help: "what a message is" }),
    ...serveOptions,
  },
  examples: [{ command: "netlab echo serve 8765", does: "answer every line on port 8765 in upper case" }],
  async run({ args, options }, system) {
    const { transform, framing } = options;
    return await serveAs(echo, { transform, framing }, { ...options, port: args.port }, system);
  },
});
