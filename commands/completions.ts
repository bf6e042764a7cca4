import { msg } from "../mod/i18n/message.ts";
import { command } from "../mod/cli/command.ts";
import type { AnyCommand, Registry } from "../mod/cli/command.ts";
import { bashCompletion } from "../mod/cli/completion/bash.ts";
import { type Completable, completables } from "../mod/cli/completion/completable.ts";
import { fishCompletion } from "../mod/cli/completion/fish.ts";
import { zshCompletion } from "../mod/cli/completion/zsh.ts";
import { word } from "../mod/cli/positional.ts";
import { UsageError } from "../mod/cli/usage_error.ts";
import { fromSource } from "../mod/process/from_source.ts";
import { pages } from "./pages/pages.ts";
import { topics } from "./topics/topics.ts";

const SHELLS: Readonly<Record<string, (table: readonly Completable[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** The command for these commands; handed the registry because that names this command in turn. */
export function completionsOf(registry: Registry): AnyCommand {
  return command({
    name: "completions",
    summary: "write a shell's completion script",
    args: { shell: word("SHELL", "bash, zsh or fish", Object.keys(SHELLS)) },
    options: {},
    examples: [
      { command: "source <(netlab completions bash)", does: "complete in this bash (or zsh)" },
      {
        command: "netlab completions bash > ~/.local/share/bash-completion/completions/netlab",
        does: "in every bash",
      },
      { command: "netlab completions zsh > ~/.zfunc/_netlab", does: "in every zsh, with ~/.zfunc in fpath" },
      { command: "netlab completions fish > ~/.config/fish/completions/netlab.fish", does: "in every fish" },
    ],
    permissions: {
      read: { why: "the runtime loads the modules of the commands", if: "from source", when: fromSource },
    },
    async run({ args }, context) {
      const render = SHELLS[args.shell];
      if (render === undefined) {
        throw new UsageError(msg`SHELL needs one of ${Object.keys(SHELLS).join(", ")}, not "${args.shell}"`);
      }
      await context.stdout.write(
        render(
          await completables(registry, [...topics(context.language), ...pages(context.language)], context),
        ),
      );
      return 0;
    },
  });
}
