import type { Catalogue } from "../catalogue.ts";

/** What an address of `netlab relay` is, as its help and --explain say it; `{1}` … are its parameters. */
export const relayAddresses: Catalogue = {
  "{1} (also {2})": "{1} (aussi {2})",
  "standard input and output": "l'entrée et la sortie standard",
  "standard input and output, with lines that can be edited and a history":
    "l'entrée et la sortie standard, avec des lignes que l'on peut corriger et un historique",
  "standard input": "l'entrée standard",
  "standard output": "la sortie standard",
  "standard error": "la sortie d'erreur",
  "the inherited descriptor {1}": "le descripteur hérité {1}",
  "the file {1}": "le fichier {1}",
  "the file {1}, created or emptied": "le fichier {1}, créé ou vidé",
  "{1}, whatever it is: a socket to connect to, a file to append to, a FIFO, a device":
    "{1}, quoi que ce soit : une socket à laquelle se connecter, un fichier à compléter, un tube nommé, un périphérique",
  "a pipe that gives back what is written to it": "un tube qui rend ce qu'on y écrit",
  "the program {1}, through its standard input and output":
    "le programme {1}, par son entrée et sa sortie standard",
  "the command {1} of the user's shell, through its standard input and output":
    "la commande {1} du shell de l'utilisateur, par son entrée et sa sortie standard",
  "a pseudo terminal that another program opens": "un pseudo-terminal qu'un autre programme ouvre",
  "the shell command {1}, through its standard input and output":
    "la commande shell {1}, par son entrée et sa sortie standard",
  "a connection to the socket {3} of family {1}": "une connexion à la socket {3} de la famille {1}",
  "a connection that somebody makes to the socket {3} of family {1}":
    "une connexion que quelqu'un établit à la socket {3} de la famille {1}",
  "datagrams to the socket {4} of family {1}, and its answers":
    "des datagrammes vers la socket {4} de la famille {1}, et ses réponses",
  "datagrams to the socket {4} of family {1}, and from anybody":
    "des datagrammes vers la socket {4} de la famille {1}, et de n'importe qui",
  "all datagrams that come to the socket {4} of family {1}":
    "tous les datagrammes qui arrivent à la socket {4} de la famille {1}",
  "one datagram that comes to the socket {4} of family {1}, with the way back to its sender":
    "un datagramme qui arrive à la socket {4} de la famille {1}, avec le chemin de retour vers son expéditeur",
  "a connection to the UNIX socket {1}, of whatever kind it is":
    "une connexion à la socket UNIX {1}, de quelque type qu'elle soit",
  "a connection to the UNIX socket {1}": "une connexion à la socket UNIX {1}",
  "a connection that somebody makes to the UNIX socket {1}":
    "une connexion que quelqu'un établit à la socket UNIX {1}",
  "datagrams to the UNIX socket {1}, and its answers":
    "des datagrammes vers la socket UNIX {1}, et ses réponses",
  "one datagram that comes to the UNIX socket {1}, with the way back to its sender":
    "un datagramme qui arrive à la socket UNIX {1}, avec le chemin de retour vers son expéditeur",
  "all datagrams that come to the UNIX socket {1}": "tous les datagrammes qui arrivent à la socket UNIX {1}",
  "a connection to the abstract UNIX socket {1}, of whatever kind it is":
    "une connexion à la socket UNIX abstraite {1}, de quelque type qu'elle soit",
  "a connection to the abstract UNIX socket {1}": "une connexion à la socket UNIX abstraite {1}",
  "a connection that somebody makes to the abstract UNIX socket {1}":
    "une connexion que quelqu'un établit à la socket UNIX abstraite {1}",
  "datagrams to the abstract UNIX socket {1}, and its answers":
    "des datagrammes vers la socket UNIX abstraite {1}, et ses réponses",
  "one datagram that comes to the abstract UNIX socket {1}, with the way back to its sender":
    "un datagramme qui arrive à la socket UNIX abstraite {1}, avec le chemin de retour vers son expéditeur",
  "all datagrams that come to the abstract UNIX socket {1}":
    "tous les datagrammes qui arrivent à la socket UNIX abstraite {1}",
  "a connection that somebody makes to the inherited listening socket {1}":
    "une connexion que quelqu'un établit à la socket d'écoute héritée {1}",
  "a pipe that gives back what is written to it, message by message":
    "un tube qui rend ce qu'on y écrit, message par message",
  "a VSOCK connection to the machine {1} of this host, port {2}":
    "une connexion VSOCK à la machine {1} de cet hôte, port {2}",
  "a VSOCK connection that another machine of this host makes to port {1}":
    "une connexion VSOCK qu'une autre machine de cet hôte établit au port {1}",
  "a connection to {3} port {4} through the SOCKS5 server {1}":
    "une connexion à {3}, port {4}, par le serveur SOCKS5 {1}",
  "a connection that somebody makes to {3} port {4} of the SOCKS5 server {1}":
    "une connexion que quelqu'un établit à {3}, port {4}, du serveur SOCKS5 {1}",
  "a TCP connection to {1} port {2}": "une connexion TCP à {1}, port {2}",
  "a TCP connection that somebody makes to port {1}": "une connexion TCP que quelqu'un établit au port {1}",
  "an IPv4 TCP connection to {1} port {2}": "une connexion TCP IPv4 à {1}, port {2}",
  "an IPv4 TCP connection that somebody makes to port {1}":
    "une connexion TCP IPv4 que quelqu'un établit au port {1}",
  "an IPv6 TCP connection to {1} port {2}": "une connexion TCP IPv6 à {1}, port {2}",
  "an IPv6 TCP connection that somebody makes to port {1}":
    "une connexion TCP IPv6 que quelqu'un établit au port {1}",
  "UDP datagrams to and from {1} port {2}": "des datagrammes UDP de et vers {1}, port {2}",
  "UDP datagrams to {1} port {2}, and from anybody":
    "des datagrammes UDP vers {1}, port {2}, et venant de n'importe qui",
  "the first sender of a UDP datagram to port {1}": "le premier qui envoie un datagramme UDP au port {1}",
  "all UDP datagrams that come to port {1}": "tous les datagrammes UDP qui arrivent au port {1}",
  "one UDP datagram to port {1}, with the way back":
    "un datagramme UDP vers le port {1}, avec le chemin de retour",
  "UDP datagrams to {1} port {2}, and its answers": "des datagrammes UDP vers {1}, port {2}, et ses réponses",
  "a TLS connection to {1} port {2}": "une connexion TLS à {1}, port {2}",
  "a TLS connection that somebody makes to port {1}": "une connexion TLS que quelqu'un établit au port {1}",
  "a connection to {2} port {3} through the SOCKS4 server {1}":
    "une connexion à {2}, port {3}, par le serveur SOCKS4 {1}",
  "a connection to {2} port {3}, resolved by the SOCKS4A server {1}":
    "une connexion à {2}, port {3}, nom résolu par le serveur SOCKS4A {1}",
  "a connection to {2} port {3} through the HTTP proxy {1}":
    "une connexion à {2}, port {3}, par le mandataire HTTP {1}",
  "an HTTP proxy on port {1}": "un mandataire HTTP au port {1}",
  "a SOCKS server on port {1} (versions 4, 4A and 5)": "un serveur SOCKS au port {1} (versions 4, 4A et 5)",
  "a connection to what the client of the proxy on the left side asks for":
    "une connexion à ce que demande le client du mandataire de gauche",
  "a WebSocket connection to {1} port {2}": "une connexion WebSocket à {1}, port {2}",
  "a WebSocket connection over TLS to {1} port {2}": "une connexion WebSocket sur TLS à {1}, port {2}",
  "a WebSocket connection that somebody makes to port {1}":
    "une connexion WebSocket que quelqu'un établit au port {1}",
  "a WebSocket connection over TLS that somebody makes to port {1}":
    "une connexion WebSocket sur TLS que quelqu'un établit au port {1}",
};
