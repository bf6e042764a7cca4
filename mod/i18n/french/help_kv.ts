import type { Catalogue } from "../catalogue.ts";

/** The help of `netlab kv`. */
export const helpKv: Catalogue = {
  "keys and values on the network, for any client of Redis, and for nc":
    "des clés et des valeurs en réseau, pour tout client de Redis, et pour nc",
  "keep keys and values for others": "garder des clés et des valeurs pour les autres",
  "ask such a server, or Redis, once or at a prompt":
    "interroger un tel serveur, ou Redis, une fois ou à l'invite",
  "keep keys and values on port 6379": "garder des clés et des valeurs sur le port 6379",
  "keep keys and values for everybody who speaks Redis' protocol":
    "garder des clés et des valeurs pour qui parle le protocole de Redis",
  "Redis clients, lines typed into nc, and the book's first protocol are told apart by what they say first.":
    "Les clients de Redis, les lignes tapées dans nc et le premier protocole du livre se reconnaissent à ce qu'ils disent en premier.",
  "keep the keys in this SQLite file, over restarts and crashes":
    "conserver les clés dans ce fichier SQLite, malgré redémarrages et pannes",
  "answer datagrams as well, KEY=VALUE or KEY, on this port of UDP (that of TCP when none is given)":
    "répondre aussi aux datagrammes, CLÉ=VALEUR ou CLÉ, sur ce port UDP (sans valeur : celui de TCP)",
  "memory for keys and values, in MiB": "mémoire pour les clés et les valeurs, en Mio",
  "without room: refuse what is new (none), or drop what was not used for longest (lru)":
    "faute de place : refuser ce qui est nouveau (none), ou oublier ce qui n'a pas servi depuis le plus longtemps (lru)",
  "the longest value in bytes": "longueur maximale d'une valeur, en octets",
  "give the password of the store": "donner le mot de passe de la base",
  "a client that we did not write": "un client que nous n'avons pas écrit",
  "a store that remembers, whatever happens to it": "une base qui se souvient, quoi qu'il lui arrive",
  "a cache of 64 MiB": "un cache de 64 Mio",
  "what to ask": "ce qu'il faut demander",
  "ask a key/value server, or Redis": "interroger un serveur de clés et de valeurs, ou Redis",
  "The words are one command; if the first has a space in it, each is a command. Without any, reads them from standard input; at a terminal, with a prompt and history.":
    "Les mots forment une commande ; si le premier contient une espace, chacun en est une. Sans mots, lit les commandes sur l'entrée standard ; dans un terminal, avec une invite et un historique.",
  "one command": "une commande",
  "messages of a channel, until Ctrl-C": "les messages d'un canal, jusqu'à Ctrl-C",
  "share keys and channels with other servers: nats://HOST:PORT[/BUCKET] or tls://…, several with commas":
    "partager clés et canaux avec d'autres serveurs : nats://HÔTE:PORT[/SEAU] ou tls://…, plusieurs séparés par des virgules",
  "one of several servers of the same keys": "l'un de plusieurs serveurs des mêmes clés",
};
