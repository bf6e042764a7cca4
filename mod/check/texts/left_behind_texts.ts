import { hinted } from "./common_causes.ts";

/** What becomes of messages that come in one segment with another one, told by a later message. */
export const LEFT_BEHIND = {
  waits: hinted({
    en:
      "of what comes in one segment your program handles the first and keeps the others, which it has read already, until something new comes: it waits for its sockets while there is still something in its own buffer",
    fr:
      "de ce qui arrive dans un même segment, votre programme traite le premier message et garde les autres, déjà lus, jusqu'à ce qu'il arrive autre chose : il attend ses sockets alors que son propre tampon n'est pas vide",
  }, "empty_buffer"),
  lost: hinted({
    en:
      "of what comes in one segment your program handles the first and loses the others (what comes later is handled again)",
    fr:
      "de ce qui arrive dans un même segment, votre programme traite le premier message et perd les autres (ce qui arrive plus tard est de nouveau traité)",
  }, "keep_rest"),
};
