import { command } from "../mod/cli/command.ts";
import type { AnyCommand, CommandEntry, Registry } from "../mod/cli/command.ts";
import { word } from "../mod/cli/positional.ts";
import { UsageError } from "../mod/cli/usage_error.ts";
import { topics } from "./topics/topics.ts";

/** What can be typed after which words: `["files serve", ["--dir", …]]`. */
type Completion = readonly [after: string, words: readonly string[]];

const SHELLS: Readonly<Record<string, (table: readonly Completion[]) => string>> = { bash, zsh, fish };

/** The command for these commands; handed the registry because that names this command in turn. */
export function completionsOf(registry: Registry): AnyCommand {
  return command({
    name: "completions",
    summary: "write a shell's completion script",
    args: { shell: word("SHELL", "bash, zsh or fish", Object.keys(SHELLS)) },
    options: {},
    examples: [
      { command: "source <(netlab completions bash)", does: "complete in this bash" },
      { command: "netlab completions fish > ~/.config/fish/completions/netlab.fish", does: "in every fish" },
    ],
    async run({ args }, system) {
      const render = SHELLS[args.shell];
      if (render === undefined) {
        throw new UsageError(`SHELL needs one of ${Object.keys(SHELLS).join(", ")}, not "${args.shell}"`);
      }
      await system.stdout.write(render(await completions(registry)));
      return 0;
    },
  });
}

async function completions(registry: Registry): Promise<Completion[]> {
  const names = registry.map((each) => "commands" in each ? each.name : each.verb);
  const table: Completion[] = [
    ["", [...names, "help", "--help", "--version"]],
    ["help", [...names, ...topicNames()]],
  ];
  for (const each of registry) {
    if (!("commands" in each)) table.push([each.verb, await optionsOf(each)]);
    else {
      table.push([each.name, each.commands.map(({ verb }) => verb)]);
      for (const entry of each.commands) table.push([`${each.name} ${entry.verb}`, await optionsOf(entry)]);
    }
  }
  return table;
}

function topicNames(): string[] {
  return topics("en").map(({ name }) => name);
}

async function optionsOf(entry: CommandEntry): Promise<string[]> {
  const loaded = (await entry.load()).default;
  if ("runRaw" in loaded) return [];
  const { args, options } = loaded as AnyCommand;
  const words = Object.values(args).flatMap(({ choices = [] }) => choices);
  const shown = Object.entries(options).filter(([, option]) => !option.hidden);
  const plain = shown.map(([name]) => `--${name}`);
  const chosen = shown.flatMap(([name, { choices = [] }]) => choices.map((each) => `--${name}=${each}`));
  return [...words, ...plain, ...chosen, "--help"];
}

function bash(table: readonly Completion[]): string {
  const cases = table.map(([after, words]) => `    "${after}") words="${words.join(" ")}" ;;`).join("\n");
  return `_netlab() {
  local words="" cur="\${COMP_LINE:0:COMP_POINT}" before
  cur="\${cur##*[[:space:]]}"
  before="\${COMP_WORDS[*]:1:COMP_CWORD>2?2:COMP_CWORD-1}"
  case "$before" in
${cases}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  # bash takes "=" for the end of a word.
  if [[ $cur == *=* ]]; then COMPREPLY=("\${COMPREPLY[@]#*=}"); fi
}
complete -o bashdefault -o default -F _netlab netlab
`;
}

function zsh(table: readonly Completion[]): string {
  const cases = table.map(([after, words]) => `    "${after}") list=(${words.join(" ")}) ;;`).join("\n");
  return `#compdef netlab
_netlab() {
  local -a list
  local before="\${words[2,CURRENT-1][1,2]}"
  case "$before" in
${cases}
  esac
  compadd -- $list
  _files
}
compdef _netlab netlab
`;
}

function fish(table: readonly Completion[]): string {
  return table.map(([after, words]) => {
    const seen = after === "" ? "test (count (commandline -opc)) -eq 1" : `__netlab_after ${after}`;
    return `complete -c netlab -n '${seen}' -a '${words.join(" ")}'`;
  }).reduce(
    (all, line) => `${all}${line}\n`,
    `function __netlab_after
  set -l typed (commandline -opc)[2..-1]
  test "$typed[1..2]" = "$argv"; or begin; test (count $argv) -eq 1; and test "$typed" = "$argv"; end
end
`,
  );
}
