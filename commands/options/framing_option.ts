import { choice } from "../../mod/cli/option.ts";

/** `--framing`, as the commands that ask have it. */
export const framingOption = choice({
  choices: ["line", "chunk"],
  default: "line",
  help: "send lines, or questions without a line end and take each read for an answer",
});
