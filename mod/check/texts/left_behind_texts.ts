import { hinted } from "./common_causes.ts";

/** What becomes of messages that come in one segment with another one, told by a later message. */
export const LEFT_BEHIND = {
  waits: hinted({
    en:
      "of what comes in one segment your program handles the first and keeps the others, which it has read already, until something new comes: it waits for its sockets while there is still something in its own buffer",
    fr:
      "de ce qui arrive dans un même segment, votre programme traite le premier message et garde les autres, déjà lus, jusqu'à ce qu'il arrive autre chose : il attend ses sockets alors que son propre tampon n'est pas vide",
  }, "empty_buffer"),
  unread: {
    en:
      "of what comes in one segment your program reads a part, and the rest only when something new comes: who is told once of all that has come, as by epoll with EPOLLET, reads until there is nothing more (EAGAIN)",
    fr:
      "de ce qui arrive dans un même segment, votre programme lit une partie, et le reste seulement quand il arrive autre chose : si l'arrivée n'est annoncée qu'une fois, comme par epoll avec EPOLLET, lisez jusqu'à ce qu'il n'y ait plus rien (EAGAIN)",
  },
  lost: hinted({
    en:
      "of what comes in one segment your program handles the first and loses the others (what comes later is handled again)",
    fr:
      "de ce qui arrive dans un même segment, votre programme traite le premier message et perd les autres (ce qui arrive plus tard est de nouveau traité)",
  }, "keep_rest"),
};
