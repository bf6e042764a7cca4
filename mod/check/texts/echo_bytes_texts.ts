import { hinted } from "./common_causes.ts";

/** Mistakes that the bytes of a message tell, whatever carries it. */
export const ECHO_BYTES_CAUSES = {
  wholeBuffer: hinted({
    en: "the answer has the message, and behind it what the buffer held besides",
    fr: "la réponse contient le message, puis ce que le tampon contenait d'autre",
  }, "received_size"),
  cutAtZero: {
    en:
      "the answer ends where the message has a zero byte: strlen and the functions for strings take it for the end; use the number of bytes that came",
    fr:
      "la réponse s'arrête là où le message contient un octet nul : strlen et les fonctions de chaînes le prennent pour la fin ; servez-vous du nombre d'octets reçus",
  },
  cutAtLineEnd: {
    en: "the answer ends where the message has a line end: a message is not a line, and may hold some",
    fr:
      "la réponse s'arrête là où le message contient une fin de ligne : un message n'est pas une ligne, et peut en contenir",
  },
  addsLineEnd: {
    en: "the answer has a line end more than the message: none belongs there",
    fr: "la réponse a une fin de ligne de plus que le message : elle n'a rien à y faire",
  },
};
