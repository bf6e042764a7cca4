import type { OptionKind } from "../options/option.ts";

/** What stands behind the `=` of an option; empty for a switch, which takes `=0` and `=1` as well. */
export const TAKES: Readonly<Record<OptionKind, string>> = {
  flag: "",
  constant: "nothing",
  byte: "0 to 255",
  integer: "number",
  character: "character, or its number",
  text: "text",
  "optional-text": "text, or nothing",
  time: "seconds",
  mode: "octal mode",
  user: "user",
  group: "group",
};
