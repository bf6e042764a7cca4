import type { Completable, CompletableOption, Expected } from "./completable.ts";

/**
 * A completion for bash, from 3.2 on, which macOS still has.
 *
 * Names of files are left to bash itself, which knows about quotes and blanks in them: the function offers
 * nothing, and `-o default` does the rest. Where no file belongs, that is switched off, which only newer ones
 * can.
 */
export function bashCompletion(table: readonly Completable[]): string {
  return `_netlab_values() {
  case "$1 $2" in
${arms(valueArms(table))}
    *) return 1 ;;
  esac
}
_netlab_arguments() {
  case "$1" in
${arms(table.map(({ after, expected }) => [after, assignments(expected)]))}
    *) words="" paths=none ;;
  esac
}
_netlab_options() {
  case "$1" in
${arms(table.map(({ after, options }) => [after, `words=${quoted(allOptions(options))}`]))}
    *) words="" ;;
  esac
}
_netlab() {
  local line="\${COMP_LINE:0:COMP_POINT}" words="" paths=none files="" path="" ended="" skip="" typed last cur before word optional=""
  # The words as the program will get them: bash itself breaks words at = and : as well.
  IFS=$' \\t\\n' read -a typed <<<"$line"
  if [[ $line == *[[:space:]] ]]; then typed+=(""); fi
  last=$((\${#typed[@]} - 1))
  cur="\${typed[last]}" before="\${typed[last - 1]}"
  for word in "\${typed[@]:1:last-1}"; do
    if [[ -n $skip ]]; then skip=""; continue; fi
    case "$word" in
      --) ended=1; break ;;
      --lang) skip=1 ;;
      -*) ;;
      *) case " ${branches(table)} " in
           *" \${path:-.} "*) path="\${path:+$path }$word" ;;
         esac ;;
    esac
  done
  COMPREPLY=()
  if [[ -z $ended && $cur == --*=* ]] && _netlab_values "$path" "\${cur%%=*}"; then
    _netlab_offer "\${cur#*=}" "\${cur%%=*}="
  elif [[ -z $ended && $before == -* ]] && _netlab_values "$path" "$before" && [[ -z $optional ]]; then
    _netlab_offer "$cur"
  else
    _netlab_arguments "$path"
    if [[ -z $ended && ( $cur == -* || ( -z $words && $paths == none ) ) ]]; then _netlab_options "$path"; fi
    _netlab_offer "$cur"
  fi
}
_netlab_offer() {
  local one=$1 whole="$2$1" begun breaks="" behind
  # An address has begun: what follows it may be a file or not, and is not known here.
  begun=$(printf %s "\${one%%:*}:" | tr a-z A-Z)
  if [[ $one == *:* && " $words " == *" $begun "* ]]; then
    if [[ " $files " != *" $begun "* ]]; then paths=none; fi
    words=""
  fi
  # Addresses are written in capitals or not.
  if [[ $words == [A-Z][A-Z]* && $one == [a-z]* ]]; then words=$(printf %s "$words" | tr A-Z a-z); fi
  COMPREPLY=($(compgen -P "$2" -W "$words" -- "$one"))
  # bash takes = and : for the end of a word, unless it was told otherwise, and replaces only what stands behind.
  if [[ $COMP_WORDBREAKS == *=* ]]; then breaks+="="; fi
  if [[ $COMP_WORDBREAKS == *:* ]]; then breaks+=":"; fi
  if [[ -n $breaks ]]; then
    behind="\${whole##*["$breaks"]}"
    COMPREPLY=("\${COMPREPLY[@]#"\${whole%"$behind"}"}")
  fi
  # Offered only while it completes, and by bash 4 and newer.
  compopt >/dev/null 2>&1 || return 0
  if [[ -n $open ]]; then compopt -o nospace; fi
  case "$paths" in
    none) compopt +o bashdefault +o default ;;
    folders) compopt +o bashdefault +o default -o dirnames ;;
  esac
}
complete -o bashdefault -o default -F _netlab netlab
`;
}

/**
 * For each option with a value: `path option`, and what may follow. Options that share their values share an
 * arm.
 */
function valueArms(table: readonly Completable[]): [string, string][] {
  const byValue = new Map<string, string[]>();
  for (const { after, options } of table) {
    for (const { spellings, value, optional } of options) {
      if (value === undefined) continue;
      const body = `${assignments(value)} optional=${optional ? 1 : ""}`;
      byValue.set(body, [...byValue.get(body) ?? [], ...spellings.map((each) => `${after} ${each}`)]);
    }
  }
  return [...byValue].map(([body, patterns]) => [patterns.join('" | "'), body]);
}

function arms(rows: readonly (readonly [pattern: string, body: string])[]): string {
  return rows.map(([pattern, body]) => `    "${pattern}") ${body} ;;`).join("\n");
}

function assignments({ offers, paths }: Expected): string {
  const files = offers.filter(({ open }) => open === "files").map(({ word }) => word);
  return `words=${quoted(offers.map(({ word }) => word))} paths=${paths}${
    files.length === 0 ? "" : ` files=${quoted(files)}`
  }`;
}

function allOptions(options: readonly CompletableOption[]): string[] {
  return options.flatMap(({ spellings, value, optional }) => [
    spellings[0]!,
    ...(optional ? (value?.offers ?? []).map(({ word }) => `${spellings[0]}=${word}`) : []),
  ]);
}

/** The words after which a command is expected; a dot for none at all. */
function branches(table: readonly Completable[]): string {
  return table.filter(({ commands }) => commands).map(({ after }) => after || ".").join(" ");
}

function quoted(words: readonly string[]): string {
  return `"${words.join(" ").replace(/["$`\\]/g, "\\$&")}"`;
}
