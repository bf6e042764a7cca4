import { choice } from "../../mod/cli/option.ts";

/** `--framing`, for the commands that ask questions. */
export const framingOption = choice({
  choices: ["line", "chunk"],
  default: "line",
  help: "send lines, or questions without a line end and take each read for an answer",
});
