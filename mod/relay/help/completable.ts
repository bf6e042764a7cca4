import type { OwnCompletable } from "../../cli/command.ts";
import type { CompletableOption } from "../../cli/completion/completable.ts";
import { allTypes } from "../addresses/registry.ts";
import { EXTENSION_OPTIONS } from "../grammar/extension_options.ts";
import { SHORT_OPTIONS } from "./help.ts";
import { describeAddress } from "./describe_address.ts";

/**
 * The parts of a relay's command line that a shell can complete: its options, and how addresses
 * begin.
 */
export const relayCompletable: OwnCompletable = {
  options: [
    ...SHORT_OPTIONS.flatMap(([name, help]) => shortOptions(name, help)),
    ...Object.entries(EXTENSION_OPTIONS).map(([name, { value, help }]) => option(`--${name}`, value, help)),
  ],
  expected: {
    offers: allTypes().map((type) => {
      const { typed, meaning } = describeAddress(type);
      const begin = typed.replace(/(?<=:).*|\[.*/, "");
      if (!begin.endsWith(":")) return { word: begin, help: meaning };
      return { word: begin, help: meaning, open: /:FILENAME/.test(typed) ? "files" : "words" };
    }),
    paths: "files",
  },
};

/** `-r <file>`, `-h|-?`, `-D -g`. */
function shortOptions(name: string, help: string): CompletableOption[] {
  const value = /<(.*)>/.exec(name)?.[1]?.toUpperCase();
  return name.replace(/ ?<.*>/, "").split(/[| ]/).filter((each) => each !== "-?")
    .map((spelling) => option(spelling, value, help));
}

function option(spelling: string, value: string | undefined, help: string): CompletableOption {
  const paths = /FILE|MODULE/.test(value ?? "") ? "files" : "none";
  return {
    spellings: [spelling],
    help,
    value: value === undefined ? undefined : { offers: [], paths },
    optional: false,
    many: false,
  };
}
