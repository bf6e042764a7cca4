import type { Completable, CompletableOption, Expected, Offer } from "./completable.ts";

/**
 * A completion for zsh, in the terms of its own `_arguments`, which knows about `--`, `=` and options given
 * twice.
 */
export function zshCompletion(table: readonly Completable[]): string {
  return `#compdef netlab
${table.filter(({ expected }) => isMixed(expected)).map(mixture).join("\n")}
_netlab() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
${branch("", table).join("\n")}
}
# Loaded from a folder of fpath, this is the first call; from source <(netlab completions zsh), it is none.
if [[ $funcstack[1] == _netlab ]]; then
  _netlab "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
  compdef _netlab netlab
fi
`;
}

/** Options and the name of a command, and what to do once that is known. */
function branch(path: string, table: readonly Completable[]): string[] {
  const { options, expected } = table.find(({ after }) => after === path)!;
  return [
    `  _arguments -C -S ${specs(options).join(" ")} '(-): :->command' '(-)*:: :->rest' && return 0`,
    "  case $state in",
    "    command)",
    `      local -a offers=(${expected.offers.map(described).join(" ")})`,
    "      _describe -t commands command offers ;;",
    "    rest)",
    "      case $words[1] in",
    ...expected.offers.flatMap(({ word }) => arm(`${path} ${word}`.trim(), word, table)),
    "      esac ;;",
    "  esac",
  ];
}

function arm(path: string, word: string, table: readonly Completable[]): string[] {
  const below = table.find(({ after }) => after === path);
  if (below === undefined) return [];
  const body = below.commands ? branch(path, table) : leaf(below);
  return [`        ${word})`, ...body.map((line) => `        ${line}`), "          ;;"];
}

function leaf({ after, options, expected }: Completable): string[] {
  // An argument without a known completion must not be mentioned: its message would keep options
  // from being completed.
  const known = expected.offers.length > 0 || expected.paths !== "none";
  const rest = known ? [`'*: :${action(expected, functionOf(after))}'`] : ["'*: :{ true }'"];
  const lines = ["_arguments -s -S", ...specs(options), ...rest];
  return lines.map((line, at) => `${at === 0 ? "  " : "    "}${line}${at < lines.length - 1 ? " \\" : ""}`);
}

function specs(options: readonly CompletableOption[]): string[] {
  return options.map(({ spellings, help, value, optional, many }) => {
    const others = many ? "*" : spellings.length > 1 ? `(${spellings.join(" ")})` : "";
    const meaning = `[${String(help).replace(/[[\]\\:]/g, "\\$&")}]`;
    const follows = value === undefined ? "" : `:${optional ? ":" : ""} :${action(value)}`;
    const one = (spelling: string) =>
      quoted(`${others}${spelling}${attached(spelling, value, optional)}${meaning}${follows}`);
    return spellings.map(one).join(" ");
  });
}

/** How a value is attached: `--dir=x` or `--dir x`, `-dx` or `-d x`, and `--trace=json` only. */
function attached(spelling: string, value: Expected | undefined, optional: boolean): string {
  if (value === undefined) return "";
  if (!spelling.startsWith("--")) return "+";
  return optional ? "=-" : "=";
}

function action(expected: Expected, mixed = ""): string {
  if (isMixed(expected)) return ` ${mixed}`;
  if (expected.paths !== "none") return expected.paths === "folders" ? "_files -/" : "_files";
  return expected.offers.length === 0 ? " " : `(${expected.offers.map(({ word }) => word).join(" ")})`;
}

/** Words as well as names of files, which a single action of `_arguments` cannot express. */
function isMixed({ offers, paths }: Expected): boolean {
  return offers.length > 0 && paths !== "none";
}

function mixture({ after, expected: { offers } }: Completable): string {
  const words = (open: boolean) =>
    offers.filter((each) => (each.open !== undefined) === open).map(({ word }) => word);
  const add = (open: boolean) =>
    words(open).length === 0 ? [] : [
      `  compadd -M "m:{a-z}={A-Z}" ${open ? '-S "" ' : ""}-- ${
        words(open).map(quoted).join(" ")
      } && found=0`,
    ];
  return [
    `${functionOf(after)}() {`,
    "  local found=1",
    ...add(false),
    ...add(true),
    "  _files || return found",
    "}",
  ]
    .join("\n");
}

function functionOf(path: string): string {
  return `_netlab_${path.replaceAll(" ", "_")}`;
}

function described({ word, help }: Offer): string {
  return quoted(`${word.replaceAll(":", "\\:")}:${help}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
