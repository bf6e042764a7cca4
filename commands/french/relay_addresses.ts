import type { Catalogue } from "../../mod/language/translator.ts";

/** What the addresses of `netlab relay` are. */
export const relayAddresses: Catalogue = {
  "${meaning*} (also ${names})": "${meaning*} (aussi ${names})",
  "standard input and output": "l'entrée et la sortie standard",
  "standard input": "l'entrée standard",
  "standard output": "la sortie standard",
  "standard error": "la sortie d'erreur",
  "the inherited descriptor ${num}": "le descripteur hérité ${num}",
  "the file FILENAME": "le fichier FILENAME",
  "the file FILENAME, created or emptied": "le fichier FILENAME, créé ou vidé",
  "FILENAME, whatever it is: a socket to connect to, a file to append to, a FIFO, a device":
    "FILENAME, quoi que ce soit : un socket où se connecter, un fichier à prolonger, une FIFO, un périphérique",
  "a pipe that gives back what is written to it": "un tube qui rend ce qu'on y écrit",
  "the program COMMAND-LINE, through its standard input and output":
    "le programme COMMAND-LINE, par son entrée et sa sortie standard",
  "the shell command SHELL-COMMAND, through its standard input and output":
    "la commande du shell SHELL-COMMAND, par son entrée et sa sortie standard",

  "a connection to the UNIX socket FILENAME, of whatever kind it is":
    "une connexion au socket UNIX FILENAME, de tout genre",
  "a connection to the UNIX socket FILENAME": "une connexion au socket UNIX FILENAME",
  "a connection that somebody makes to the UNIX socket FILENAME":
    "une connexion que quelqu'un établit au socket UNIX FILENAME",
  "datagrams to the UNIX socket FILENAME, and its answers":
    "des datagrammes au socket UNIX FILENAME, et ses réponses",
  "one datagram that comes to the UNIX socket FILENAME, with the way back to its sender":
    "un datagramme qui arrive au socket UNIX FILENAME, avec le chemin de retour à son expéditeur",
  "all datagrams that come to the UNIX socket FILENAME":
    "tous les datagrammes qui arrivent au socket UNIX FILENAME",
  "a connection to the abstract UNIX socket FILENAME, of whatever kind it is":
    "une connexion au socket UNIX abstrait FILENAME, de tout genre",
  "a connection to the abstract UNIX socket FILENAME": "une connexion au socket UNIX abstrait FILENAME",
  "a connection that somebody makes to the abstract UNIX socket FILENAME":
    "une connexion que quelqu'un établit au socket UNIX abstrait FILENAME",
  "datagrams to the abstract UNIX socket FILENAME, and its answers":
    "des datagrammes au socket UNIX abstrait FILENAME, et ses réponses",
  "one datagram that comes to the abstract UNIX socket FILENAME, with the way back to its sender":
    "un datagramme qui arrive au socket UNIX abstrait FILENAME, avec le chemin de retour à son expéditeur",
  "all datagrams that come to the abstract UNIX socket FILENAME":
    "tous les datagrammes qui arrivent au socket UNIX abstrait FILENAME",

  "a TCP connection to HOST port PORT": "une connexion TCP à HÔTE, port PORT",
  "an ${family} TCP connection to HOST port PORT": "une connexion TCP ${family} à HÔTE, port PORT",
  "a TCP connection that somebody makes to port PORT": "une connexion TCP que quelqu'un établit au port PORT",
  "an ${family} TCP connection that somebody makes to port PORT":
    "une connexion TCP ${family} que quelqu'un établit au port PORT",
  "UDP datagrams to and from HOST port PORT": "des datagrammes UDP de et vers HÔTE, port PORT",
  "UDP datagrams to HOST port PORT, and from anybody":
    "des datagrammes UDP à HÔTE, port PORT, et de n'importe qui",
  "the first sender of a UDP datagram to port PORT": "le premier qui envoie un datagramme UDP au port PORT",
  "all UDP datagrams that come to port PORT": "tous les datagrammes UDP qui arrivent au port PORT",
  "one UDP datagram to port PORT, with the way back":
    "un datagramme UDP au port PORT, avec le chemin de retour",
  "UDP datagrams to HOST port PORT, and its answers":
    "des datagrammes UDP à HÔTE, port PORT, et ses réponses",
  "a TLS connection to HOST port PORT": "une connexion TLS à HÔTE, port PORT",
  "a TLS connection that somebody makes to port PORT": "une connexion TLS que quelqu'un établit au port PORT",
  "a connection to HOST port PORT through the ${kind} server SOCKS-SERVER":
    "une connexion à HÔTE, port PORT, par le serveur ${kind} SOCKS-SERVER",
  "a connection to HOST port PORT, resolved by the ${kind} server SOCKS-SERVER":
    "une connexion à HÔTE, port PORT, résolu par le serveur ${kind} SOCKS-SERVER",
  "a connection to HOST port PORT through the HTTP proxy PROXY-SERVER":
    "une connexion à HÔTE, port PORT, par le mandataire HTTP PROXY-SERVER",
  "a WebSocket connection to HOST port PORT": "une connexion WebSocket à HÔTE, port PORT",
  "a WebSocket connection over TLS to HOST port PORT": "une connexion WebSocket sur TLS à HÔTE, port PORT",
  "a WebSocket connection that somebody makes to port PORT":
    "une connexion WebSocket que quelqu'un établit au port PORT",
};
