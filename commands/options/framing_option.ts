import { choice } from "../../mod/cli/option.ts";
import { FRAMINGS } from "../../mod/io/message_framing.ts";

/** `--framing`, for the commands that ask questions. */
export const framingOption = choice({
  choices: ["line", "chunk"],
  default: "line",
  help: "send lines, or questions without a line end and take each read for an answer",
});

/** `--framing`, where messages of any bytes can be marked off, too. */
export const messageFramingOption = choice({
  choices: FRAMINGS,
  default: "line",
  help:
    "what a message is: a line, what one read returns (for peers that send no line end), or any bytes behind a length of 8, 16 or 32 bits or before a zero byte",
});
