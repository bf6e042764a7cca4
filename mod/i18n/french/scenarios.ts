import type { Catalogue } from "../catalogue.ts";

/** What `netlab lab modes` says about its scenarios, and the headings of its tables. */
export const scenarios: Catalogue = {
  "everybody behaves: short conversations of 20 requests":
    "tout le monde se tient bien : de courtes conversations de 20 requêtes",
  "One loop is hard to beat when nobody stalls. A process or a thread for each client pays for its start.":
    "Une boucle est difficile à battre quand personne ne traîne. Un processus ou un thread par client paie son démarrage.",
  "one client connects first and says nothing": "un client se connecte le premier et ne dit rien",
  "The iterative server waits for the silent one, and everybody else with it.":
    "Le serveur itératif attend le client muet, et tous les autres avec lui.",
  "as many silent clients as the pools have workers":
    "autant de clients muets que les pools ont d'assistants",
  "A pool of N is an iterative server once N clients are silent. An --idle-timeout is the remedy.":
    "Un pool de N est un serveur itératif dès que N clients sont muets. Le remède : --idle-timeout.",
  "one client asks for 100 MB and reads nothing": "un client demande 100 Mo et ne lit rien",
  "Its writer has to wait, not to buffer: see the memory. Who is held up besides it is the mode's doing.":
    "Qui lui écrit doit attendre, et non mettre en tampon : voyez la mémoire. Qui d'autre est retenu dépend du mode.",
  "one client keeps asking for a long computation": "un client demande sans cesse un long calcul",
  "On one loop a computation is everybody's pause. Another thread or process computes beside the others.":
    "Sur une seule boucle, un calcul est une pause pour tous. Un autre thread ou processus calcule à côté des autres.",
  "64 clients at once, one request each, with a backlog of 8":
    "64 clients d'un coup, une requête chacun, avec un backlog de 8",
  "Who finds the backlog full is not refused: the kernel drops the call and tries again a second later.":
    "Qui trouve le backlog plein n'est pas refusé : le noyau ignore l'appel et recommence une seconde plus tard.",
  "one client keeps making its handler crash": "un client fait sans cesse planter son assistant",
  "What shares the isolate of the server takes the server along. Behind a wall the others hardly notice.":
    "Ce qui partage l'isolat du serveur entraîne le serveur. Derrière un mur, les autres le remarquent à peine.",
};
