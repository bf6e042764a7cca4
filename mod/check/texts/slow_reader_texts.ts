import { hinted } from "./common_causes.ts";

/** What is told of a server whose client reads slowly. */
export const SLOW_READER_CAUSES = {
  torn: hinted({
    en:
      "for a client that reads slowly a line breaks off in its middle: a send that does not wait has taken only a part of it, and the rest was thrown away",
    fr:
      "pour un client qui lit lentement, une ligne s'interrompt au milieu : un envoi qui n'attend pas n'en a pris qu'une partie, et le reste a été jeté",
  }, "send_rest"),
  dropped: hinted({
    en:
      "lines are missing for a client that reads slowly: your server throws away what does not fit into the buffers at once, as a send that does not wait does where nobody looks at what it has taken, or a queue with a limit",
    fr:
      "il manque des lignes à un client qui lit lentement : votre serveur jette ce qui n'entre pas aussitôt dans les tampons, comme le fait un envoi qui n'attend pas quand personne ne regarde ce qu'il a pris, ou une file limitée",
  }, "send_rest"),
  dies: hinted({
    en:
      "your server, or the part of it that serves this client, ends with an error when its client does not read at once: a send that does not wait fails where the buffers are full",
    fr:
      "votre serveur, ou la partie qui sert ce client, s'arrête sur une erreur quand son client ne lit pas aussitôt : un envoi qui n'attend pas échoue quand les tampons sont pleins",
  }, "send_rest"),
};

/** What breaks no rule. */
export const SLOW_READER_NOTES = {
  heldBack: {
    en: "the server takes its time with so much, and not all was waited for",
    fr: "le serveur prend son temps pour tant de données, et tout n'a pas été attendu",
  },
  leftOut: {
    en: "a client that reads slowly misses lines, and the server says something to it in between",
    fr: "un client qui lit lentement manque des lignes, et le serveur lui dit quelque chose entre-temps",
  },
  sentAway: {
    en: "the connection of a client that reads slowly is ended (a limit may well do that)",
    fr: "la connexion d'un client qui lit lentement est fermée (une limite peut en décider ainsi)",
  },
};
