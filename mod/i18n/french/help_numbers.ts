import type { Catalogue } from "../catalogue.ts";

/** The help of `netlab prime` and `netlab calc`. */
export const helpNumbers: Catalogue = {
  "ask whether integers are prime, over TCP or UDP":
    "demander si des entiers sont premiers, en TCP ou en UDP",
  "answer on TCP port 8809 and on UDP port 8808": "répondre sur le port TCP 8809 et sur le port UDP 8808",
  "answer T, F or E to integers": "répondre T, F ou E à des entiers",
  "tell whether integers are prime: T, F, or E for what is no integer":
    "dire si des entiers sont premiers : T, F, ou E pour ce qui n'est pas un entier",
  "One integer a line, or one in a datagram. Datagrams are always answered on one event loop, whatever the mode.":
    "Un entier par ligne, ou un par datagramme. Une seule boucle d'événements répond toujours aux datagrammes, quel que soit le mode.",
  "answer datagrams as well, on this port (8808 when none is given)":
    "répondre aussi aux datagrammes, sur ce port (8808 si aucun n'est donné)",
  "an empty datagram stops the server, as on the sheet":
    "un datagramme vide arrête le serveur, comme sur la feuille",
  "datagrams answered a second for one address":
    "nombre de datagrammes d'une même adresse auxquels répondre par seconde",
  "the most digits that a number may have": "nombre maximal de chiffres d'un nombre",
  "how long one number may take": "durée maximale pour un nombre",
  "the reason after the letter: T proved, F 641, E not an integer":
    "la raison après la lettre : T proved, F 641, E not an integer",
  "speak JSON over TCP, as Protohackers' Prime Time does":
    "parler JSON en TCP, comme le Prime Time de Protohackers",
  "answer on TCP port 8809": "répondre sur le port TCP 8809",
  "and on UDP port 8808 as well": "et aussi sur le port UDP 8808",
  "ask such a server": "interroger un tel serveur",
  "ask a prime server whether numbers are prime": "demander à un serveur prime si des nombres sont premiers",
  "Shows each question, its answer and the round-trip time. Without numbers, reads them from standard input, one a line.":
    "Affiche chaque question, sa réponse et le temps d'aller-retour. Sans nombres, les lit sur l'entrée standard, un par ligne.",
  "an integer, 2**50-1 too, or anything else to see it refused":
    "un entier, 2**50-1 aussi, ou n'importe quoi d'autre pour le voir refusé",
  "ask by datagrams, each again when no answer comes (3 tries)":
    "interroger par datagrammes, chacun renvoyé tant que la réponse ne vient pas (3 essais)",
  "ask for two numbers over one connection": "interroger sur deux nombres par une seule connexion",
  "ask by datagram": "interroger par datagramme",
  "ask for many, without waiting for each answer":
    "interroger sur beaucoup de nombres, sans attendre chaque réponse",

  "a calculator on the network, with Python's arithmetic":
    "une calculatrice en réseau, avec l'arithmétique de Python",
  "calculate on port 63000": "calculer sur le port 63000",
  "answer expressions with their results": "répondre à des expressions par leur résultat",
  "Python's arithmetic: int and float, operators on numbers and bits, comparisons, conditions, the functions of math, ans and variables.":
    "L'arithmétique de Python : int et float, opérateurs sur les nombres et les bits, comparaisons, conditions, fonctions de math, ans et variables.",
  "an expression is a line, or what one read returns (for clients that send no line end)":
    "une expression est une ligne, ou ce que renvoie une lecture (pour les clients qui n'envoient pas de fin de ligne)",
  "language of mistakes, Erreur: … or Error: …; given, it is that of messages, too":
    "langue des erreurs de calcul, « Erreur: … » ou « Error: … » ; si elle est donnée, c'est aussi celle des messages",
  "the longest expression in bytes": "longueur maximale d'une expression, en octets",
  "how long one expression may take": "durée maximale pour une expression",
  "ask such a server, once or at a prompt": "interroger un tel serveur, une fois ou à l'invite",
  "ask a calculator server": "interroger une calculatrice",
  "Writes each result on a line. Without an expression, reads them from standard input; at a terminal, with a prompt and history.":
    "Écrit chaque résultat sur une ligne. Sans expression, les lit sur l'entrée standard ; dans un terminal, avec une invite et un historique.",
  "what to calculate": "ce qu'il faut calculer",
  "one result": "un résultat",
  "several, on one connection": "plusieurs, par une seule connexion",
  "a prompt; {end-key} ends it": "une invite ; {end-key} y met fin",
};
