import type { Catalogue } from "../translator.ts";

/** What the addresses of `netlab relay` are, with their parameters named or filled in. */
export const relayAddresses: Catalogue = {
  "${meaning*} (also ${names})": "${meaning*} (aussi ${names})",
  "standard input and output": "l'entrée et la sortie standard",
  "standard input": "l'entrée standard",
  "standard output": "la sortie standard",
  "standard error": "la sortie d'erreur",
  "the inherited descriptor ${number}": "le descripteur hérité ${number}",
  "the file ${file}": "le fichier ${file}",
  "the file ${file}, created or emptied": "le fichier ${file}, créé ou vidé",
  "${file}, whatever it is: a socket to connect to, a file to append to, a FIFO, a device":
    "${file}, quoi que ce soit : une socket à laquelle se connecter, un fichier à compléter, un tube nommé, un périphérique",
  "a pipe that gives back what is written to it": "un tube qui rend ce qu'on y écrit",
  "the program ${command}, through its standard input and output":
    "le programme ${command}, par son entrée et sa sortie standard",
  "the shell command ${command}, through its standard input and output":
    "la commande shell ${command}, par son entrée et sa sortie standard",

  "a connection to the ${kind*}UNIX socket ${file}": "une connexion à la socket UNIX ${kind*}${file}",
  "a connection to the ${kind*}UNIX socket ${file}, of whatever kind it is":
    "une connexion à la socket UNIX ${kind*}${file}, de quelque type qu'elle soit",
  "a connection that somebody makes to the ${kind*}UNIX socket ${file}":
    "une connexion que quelqu'un établit à la socket UNIX ${kind*}${file}",
  "datagrams to the ${kind*}UNIX socket ${file}, and its answers":
    "des datagrammes vers la socket UNIX ${kind*}${file}, et ses réponses",
  "one datagram that comes to the ${kind*}UNIX socket ${file}, with the way back to its sender":
    "un datagramme qui arrive à la socket UNIX ${kind*}${file}, avec le chemin de retour vers son expéditeur",
  "all datagrams that come to the ${kind*}UNIX socket ${file}":
    "tous les datagrammes qui arrivent à la socket UNIX ${kind*}${file}",
  "abstract ": "abstraite ",

  "a TCP connection to ${host*} port ${port}": "une connexion TCP à ${host*}, port ${port}",
  "an ${family} TCP connection to ${host*} port ${port}":
    "une connexion TCP ${family} à ${host*}, port ${port}",
  "a TCP connection that somebody makes to port ${port}":
    "une connexion TCP que quelqu'un établit au port ${port}",
  "an ${family} TCP connection that somebody makes to port ${port}":
    "une connexion TCP ${family} que quelqu'un établit au port ${port}",
  "UDP datagrams to and from ${host*} port ${port}": "des datagrammes UDP de et vers ${host*}, port ${port}",
  "UDP datagrams to ${host*} port ${port}, and from anybody":
    "des datagrammes UDP vers ${host*}, port ${port}, et venant de n'importe qui",
  "UDP datagrams to ${host*} port ${port}, and its answers":
    "des datagrammes UDP vers ${host*}, port ${port}, et ses réponses",
  "the first sender of a UDP datagram to port ${port}":
    "le premier qui envoie un datagramme UDP au port ${port}",
  "all UDP datagrams that come to port ${port}": "tous les datagrammes UDP qui arrivent au port ${port}",
  "one UDP datagram to port ${port}, with the way back":
    "un datagramme UDP vers le port ${port}, avec le chemin de retour",
  "a TLS connection to ${host*} port ${port}": "une connexion TLS à ${host*}, port ${port}",
  "a TLS connection that somebody makes to port ${port}":
    "une connexion TLS que quelqu'un établit au port ${port}",
  "a connection to ${host*} port ${port} through the ${kind} server ${server}":
    "une connexion à ${host*}, port ${port}, par le serveur ${kind} ${server}",
  "a connection to ${host*} port ${port}, resolved by the ${kind} server ${server}":
    "une connexion à ${host*}, port ${port}, nom résolu par le serveur ${kind} ${server}",
  "a connection to ${host*} port ${port} through the HTTP proxy ${server}":
    "une connexion à ${host*}, port ${port}, par le mandataire HTTP ${server}",
  "a WebSocket connection to ${host*} port ${port}": "une connexion WebSocket à ${host*}, port ${port}",
  "a WebSocket connection over TLS to ${host*} port ${port}":
    "une connexion WebSocket sur TLS à ${host*}, port ${port}",
  "a WebSocket connection that somebody makes to port ${port}":
    "une connexion WebSocket que quelqu'un établit au port ${port}",
};
