import type { Catalogue } from "../catalogue.ts";

/** The help of `netlab echo`, and of `netlab completions`. */
export const helpEcho: Catalogue = {
  "send back what is said, in upper case: the first exercise of every course":
    "renvoyer en majuscules ce qui est dit : le premier exercice de tout cours",
  "answer every line": "répondre à chaque ligne",
  "answer every line with the same line in upper case":
    "répondre à chaque ligne par la même ligne en majuscules",
  "what is done to a message: upper case, or nothing (the same bytes come back)":
    "ce que devient un message : des majuscules, ou rien (les mêmes octets reviennent)",
  "what a message is: a line, what one read returns (for peers that send no line end), or any bytes behind a length of 8, 16 or 32 bits or before a zero byte":
    "ce qu'est un message : une ligne, ce que renvoie une lecture (pour les pairs qui n'envoient pas de fin de ligne), ou des octets quelconques derrière une longueur de 8, 16 ou 32 bits ou devant un octet nul",
  "message that ends the conversation, such as fin": "message qui met fin à la conversation, par exemple fin",
  "say this first, before the client says anything":
    "dire d'abord ceci, avant que le client ait dit quoi que ce soit",
  "answer the first message with this, whatever it was, and close":
    "répondre ceci au premier message, quel qu'il soit, puis fermer",
  "serve one client and end": "servir un seul client, puis s'arrêter",
  "longest line or message": "longueur maximale d'une ligne ou d'un message",
  "answer datagrams as well, on this port (that of TCP when none is given)":
    "répondre aussi aux datagrammes, sur ce port (celui de TCP si aucun n'est donné)",
  "answer datagrams as well, on the same port of UDP":
    "répondre aussi aux datagrammes, sur le même port d'UDP",
  "messages of any bytes, their length in front": "des messages d'octets quelconques, leur longueur devant",
  "answer every line on port 8765 in upper case": "répondre en majuscules à chaque ligne, sur le port 8765",
  "one client at a time, the others wait": "un client à la fois, les autres attendent",
  "send everything back as it came, until a client says fin":
    "tout renvoyer tel quel, jusqu'à ce qu'un client dise fin",
  "one exchange with one client": "un seul échange avec un seul client",

  "talk to such a server: what you type goes there, what it answers is shown":
    "parler à un tel serveur : ce que vous tapez y part, ce qu'il répond s'affiche",
  "talk to an echo server: what you type goes there, what it answers is shown":
    "parler à un serveur echo : ce que vous tapez y part, ce qu'il répond s'affiche",
  "{end-key} ends it, after the last answer has come. A pipe can type instead of you.":
    "{end-key} y met fin, une fois la dernière réponse arrivée. Un tube peut taper à votre place.",
  "a datagram for each line, sent again when no answer comes (3 tries)":
    "un datagramme par ligne, renvoyé quand aucune réponse ne vient (3 essais)",
  "each line in a datagram": "chaque ligne dans un datagramme",
  "type lines, see them come back": "taper des lignes, les voir revenir",
  "ask once": "une seule question",

  "write a shell's completion script": "écrire le script de complétion d'un shell",
  "bash, zsh or fish": "bash, zsh ou fish",
  "in every fish": "dans tous les fish",
};
