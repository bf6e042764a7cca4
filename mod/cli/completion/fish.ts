import type { Completable, CompletableOption, Expected, Offer } from "./completable.ts";

/**
 * A completion for fish: a line for each option and each word, under the condition that its command has been
 * typed.
 */
export function fishCompletion(table: readonly Completable[]): string {
  const branches = table.filter(({ commands }) => commands).map(({ after }) => quoted(after)).join(" ");
  return `# The command that has been typed so far, such as "files serve".
function __netlab_command
  set -l path ''
  set -l skip no
  for word in (commandline -opc)[2..-1]
    if test $skip = yes
      set skip no
    else if test "$word" = --
      break
    else if test "$word" = --lang
      set skip yes
    else if not string match -q -- '-*' $word; and contains -- "$path" ${branches}
      set path (string trim -- "$path $word")
    end
  end
  echo $path
end
function __netlab_at
  test "$(__netlab_command)" = "$argv[1]"
end
complete -c netlab -f
${table.flatMap(linesOf).join("\n")}
`;
}

function linesOf({ after, options, expected }: Completable): string[] {
  const here = `complete -c netlab -n ${quoted(`__netlab_at ${quoted(after)}`)}`;
  return [
    ...(expected.paths === "none" ? [] : [`${here} -F`]),
    ...expected.offers.map((each) => `${here} ${offerFlags(each)}`),
    ...options.map((each) => `${here} ${optionFlags(each)}`),
  ];
}

function offerFlags({ word, help }: Offer): string {
  return `-a ${quoted(word)}${help === "" ? "" : ` -d ${quoted(String(help))}`}`;
}

function optionFlags({ spellings, help, value, optional }: CompletableOption): string {
  const names = spellings.map((each) => {
    if (each.startsWith("--")) return `-l ${each.slice(2)}`;
    return each.length === 2 ? `-s ${quoted(each.slice(1))}` : `-o ${each.slice(1)}`;
  });
  return [...names, `-d ${quoted(String(help))}`, ...(value === undefined ? [] : valueFlags(value, optional))]
    .join(
      " ",
    );
}

function valueFlags({ offers, paths }: Expected, optional: boolean): string[] {
  const words = offers.length === 0 ? [] : [`-a ${quoted(offers.map(({ word }) => word).join(" "))}`];
  if (optional) return words;
  if (paths === "files") return ["-r", "-F", ...words];
  return paths === "folders"
    ? ["-x", "-a '(__fish_complete_directories (commandline -ct))'"]
    : ["-x", ...words];
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, "\\$&")}'`;
}
