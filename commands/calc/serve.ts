import { msg } from "../../mod/i18n/message.ts";
import { command } from "../../mod/cli/command.ts";
import { choice, number } from "../../mod/cli/option.ts";
import { listenPort } from "../../mod/cli/positional.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import calc from "../../mod/services/calc/service.ts";
import { fromSource } from "../../mod/process/from_source.ts";
import { serveAs, serveOptions, servePermissions, toCompute } from "../options/serve_options.ts";

export default command({
  name: "calc serve",
  summary: "answer expressions with their results",
  description:
    "Python's arithmetic: int and float, operators on numbers and bits, comparisons, conditions, the functions of math, ans and variables.",
  args: { port: listenPort(63000) },
  options: {
    framing: choice({
      choices: ["line", "chunk"],
      default: "line",
      help: "an expression is a line, or what one read returns (for clients that send no line end)",
    }),
    lang: choice({
      choices: ["fr", "en"],
      default: "fr",
      help: "language of mistakes, Erreur: … or Error: …; given, it is that of messages, too",
    }),
    "max-length": number({ min: 1, max: 65_536, default: 4096, help: "the longest expression in bytes" }),
    "time-limit": number({
      value: "SECONDS",
      fraction: true,
      default: 1,
      help: "how long one expression may take",
    }),
    ...serveOptions,
  },
  examples: [
    { command: "netlab calc serve", does: "calculate on port 63000" },
    { command: 'echo "3*5+1" | nc -N localhost 63000', does: "what a client types", systems: ["linux"] },
    { command: "netlab calc serve --framing chunk", does: "for clients that send no line end" },
  ],
  permissions: servePermissions({
    read: { why: "the runtime loads the modules of computing threads", if: "from source", when: fromSource },
  }),
  dropsPermissionsLater: true,
  async run({ args, options }, context) {
    const { framing, lang, "max-length": maxLength, "time-limit": timeLimit } = options;
    if (timeLimit === 0) throw new UsageError(msg`--time-limit needs more than 0 seconds`);
    const common = { ...options, port: args.port, permissions: toCompute() };
    return await serveAs(calc, { framing, lang, maxLength, timeLimit }, common, context);
  },
});
