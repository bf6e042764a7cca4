import type { Catalogue } from "../catalogue.ts";

/** What `netlab relay --explain` says, and `--stats`. */
export const relayExplained: Catalogue = {
  "Left:  ": "À gauche : ",
  "Right: ": "À droite : ",
  "reading from {1}; writing to {2}": "lecture : {1} ; écriture : {2}",
  "The right side is opened when somebody has come to the left side.":
    "Le côté droit est ouvert quand quelqu'un est arrivé du côté gauche.",
  "The left side is opened first, then the right side.":
    "Le côté gauche est ouvert d'abord, puis le côté droit.",
  "Data goes from left to right only.": "Les données ne vont que de gauche à droite.",
  "Data goes from right to left only.": "Les données ne vont que de droite à gauche.",
  "Data goes both ways.": "Les données vont dans les deux sens.",
  "It also ends after {1} s without any data (-T).":
    "Le relais s'arrête aussi après {1} s sans aucune donnée (-T).",
  "It is over when the source ends.": "C'est fini quand la source se termine.",
  "When one side ends, the other is told so and may still answer; it is over as soon as nothing has come for {1} s (-t).":
    "Quand un côté se termine, l'autre l'apprend et peut encore répondre ; c'est fini dès que rien n'est venu pendant {1} s (-t).",
  "Everything that passes is shown on stderr.": "Tout ce qui passe est montré sur stderr.",
  "Lines are rewritten on their way.": "Les lignes sont réécrites en chemin.",
  "Everything is recorded in {1}.": "Tout est enregistré sous {1}.",
  "A capture is written to {1}.": "Une capture est écrite dans {1}.",
  "Every block is held back for {1} ms.": "Chaque bloc est retenu pendant {1} ms.",
  "At most {1} bytes a second pass each way.": "Au plus {1} octets par seconde passent dans chaque sens.",
  "Data is written in pieces of at most {1} bytes.":
    "Les données sont écrites par morceaux d'au plus {1} octets.",
  "When the right side is lost, it is opened again.": "Quand le côté droit est perdu, il est rouvert.",

  "; ": " ; ",
  "every connection is served, side by side": "toutes les connexions sont servies, côte à côte",
  "the port is free again at once after the end": "le port est de nouveau libre dès la fin",
  "the end of the stream is taken for a pause": "la fin du flux est prise pour une pause",
  "lines end with CR LF there": "les lignes s'y terminent par CR LF",
  "made when it is missing": "créé s'il manque",
  "emptied first": "vidé d'abord",
  "written at its end": "écrit à la suite",
  "a left-over name is removed first": "un nom laissé par un lancement précédent est d'abord supprimé",
  "each line is a message": "chaque ligne est un message",
  "messages are text": "les messages sont du texte",
  "messages are binary": "les messages sont binaires",
  "a terminal instead of pipes": "un terminal au lieu de tubes",
};
