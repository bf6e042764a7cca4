import type { Catalogue } from "../catalogue.ts";

/** The options of `netlab relay`, and how to use it. */
export const helpRelay: Catalogue = {
  "Opens both addresses and carries what is read from each to the other. When one direction has ended, the other has the time of -t to end as well. An address is TYPE:PARAMETERS,OPTION=VALUE,…; READ!!WRITE reads from one address and writes to another. A bare number is a descriptor, anything with a slash a file. -hh and -hhh list the options of addresses.":
    "Ouvre les deux adresses et transporte vers chacune ce qui est lu de l'autre. Quand un sens est terminé, l'autre dispose du délai de -t pour se terminer aussi. Une adresse s'écrit TYPE:PARAMÈTRES,OPTION=VALEUR,… ; LIRE!!ÉCRIRE lit une adresse et écrit à une autre. Un nombre seul est un descripteur, tout ce qui contient une barre oblique un fichier. -hh et -hhh donnent les options des adresses.",
  "pass on every connection to port 8080": "faire suivre chaque connexion au port 8080",
  "talk to a socket of this computer": "parler à une socket de cette machine",
  "show what passes, too": "montrer aussi ce qui passe",
  "see which ports take connections": "voir quels ports acceptent des connexions",

  "netlab relay: connects two addresses and carries data both ways, in socat's language.":
    "netlab relay : relie deux adresses et transporte les données dans les deux sens, dans le langage de socat.",
  "Usage: netlab relay [options] <address> <address>": "Usage : netlab relay [options] <adresse> <adresse>",
  "       netlab relay -z [-v] [-n] [-w <seconds>] [-4|-6] <host> <port>...":
    "        netlab relay -z [-v] [-n] [-w <secondes>] [-4|-6] <hôte> <port>…",
  "try ports of a host instead, as nc does; -v, -4 and -6 then mean what nc means by them":
    "essayer plutôt des ports d'un hôte, comme nc ; -v, -4 et -6 ont alors le sens que leur donne nc",
  "with -z: the longest that one address may take (5)": "avec -z : durée maximale pour une adresse (5)",
  "with -z: the host is an address, look up no name":
    "avec -z : l'hôte est une adresse, ne chercher aucun nom",
  "Options that are netlab's own:": "Options propres à netlab :",
  "Addresses (<address>[,<option>[=<value>]]...; read one, write the other: <address>!!<address>):":
    "Adresses (<adresse>[,<option>[=<valeur>]]… ; lire l'une, écrire l'autre : <adresse>!!<adresse>) :",
  "a bare number is FD:<num>, anything with a slash GOPEN:<filename>":
    "un simple nombre est FD:<num>, tout ce qui contient une barre oblique GOPEN:<filename>",
  "More: -hh and -hhh list the address options; docs/relay.md has recipes and the differences from socat.":
    "Pour aller plus loin : -hh et -hhh donnent les options d'adresse ; docs/relay.md contient des recettes et les différences avec socat.",

  "say the version and what is built in": "dire la version et ce qu'elle comprend",
  "this help; -hh adds the address options that work, -hhh all of them; with an address: help for it":
    "cette aide ; -hh y ajoute les options d'adresse qui ont un effet, -hhh toutes les options d'adresse ; avec une adresse : l'aide de celle-ci",
  "Modes of terminals:": "Modes des terminaux :",
  "Modes of its terminal, with pty:": "Modes de son terminal, avec pty :",
  "-hhh adds the options that are accepted without effect here, and those that are not possible.":
    "-hhh y ajoute les options acceptées ici sans effet et celles qui sont impossibles.",
  "Accepted, because it is so anyway:": "Acceptées, car il en est ainsi de toute façon :",
  "Accepted, without effect here:": "Acceptées, sans effet ici :",
  "Not possible here:": "Impossibles ici :",
  "number": "nombre",
  "character, or its number": "caractère, ou son numéro",
  "text": "texte",
  "text, or nothing": "texte, ou rien",
  "user": "utilisateur",
  "group": "groupe",
  "seconds": "secondes",
  "octal mode": "mode en octal",
  "say more; up to four times: warnings, notices, infos, everything":
    "en dire plus ; jusqu'à quatre fois : avertissements, notes, informations, tout",
  "say so much, as -d so often does": "en dire autant que -d répété ce nombre de fois",
  "prefer no family: the order of the system's resolver":
    "ne préférer aucune famille : l'ordre du résolveur du système",
  "accepted, without effect: every signal that ends the relay is told":
    "acceptée, sans effet : tout signal qui arrête le relais est annoncé",
  "blocks and bytes of both directions, in socat's words, at the end and at SIGUSR1":
    "blocs et octets des deux sens, formulés comme par socat, à la fin et à SIGUSR1",
  "accepted: nothing here is kept back without it":
    "acceptée, mais inutile : rien n'est réservé ici à cette option",
  "one way, from left to right": "un seul sens, de gauche à droite",
  "one way, from right to left": "un seul sens, de droite à gauche",
  "read so much at once (chosen by itself, 16 KiB to 1 MiB)":
    "lire autant à la fois (sinon réglé automatiquement, de 16 Kio à 1 Mio)",
  "time for the other direction after the first end of stream (0.5)":
    "temps laissé à l'autre sens après la première fin de flux (0.5)",
  "end when nothing has passed for so long": "s'arrêter quand rien n'est passé pendant cette durée",
  "show the data as text, on stderr": "montrer les données en texte, sur stderr",
  "show the data in hexadecimal, on stderr": "montrer les données en hexadécimal, sur stderr",
  "append what passes from left to right to a file": "ajouter à un fichier ce qui passe de gauche à droite",
  "append what passes from right to left to a file": "ajouter à un fichier ce qui passe de droite à gauche",
  "make this lock file, or give up": "créer ce fichier verrou, ou renoncer",
  "make this lock file, or wait until it is free": "créer ce fichier verrou, ou attendre qu'il soit libre",
  "prefer IPv4": "préférer IPv4",
  "prefer IPv6": "préférer IPv6",
  "go on after errors where that is possible": "continuer après une erreur si c'est possible",
  "messages to a file": "messages dans un fichier",
  "messages to stderr (so they go anyway; -ly and -lm too)":
    "messages sur stderr (ils y vont de toute façon ; -ly et -lm aussi)",
  "the program's name in messages": "nom du programme dans les messages",
  "microseconds in messages": "microsecondes dans les messages",
  "the computer's name in messages": "nom de la machine dans les messages",
  "accepted, without effect": "acceptées, sans effet",

  "the same as -h": "la même chose que -h",
  "the same as -V": "la même chose que -V",
  "language of help and of --explain; messages are socat's":
    "langue de l'aide et de --explain ; les messages sont ceux de socat",
  "tell on stderr what happens on both sides: every read and write, ends and closes":
    "dire sur stderr ce qui se passe des deux côtés : chaque lecture et écriture, les fins et les fermetures",
  "totals and rate at the end; a progress line on a terminal":
    "totaux et débit à la fin ; une ligne de progression dans un terminal",
  "say in sentences what would be done, and do nothing":
    "décrire en toutes lettres ce qui serait fait, sans rien faire",
  "when the right side is lost, open it again and go on":
    "quand le côté droit est perdu, le rouvrir et continuer",
  "keep everything that passes, with its times": "garder tout ce qui passe, avec l'heure de chaque morceau",
  "play the left side of a recording to the one address given":
    "rejouer le côté gauche d'un enregistrement vers la seule adresse donnée",
  "write a pcapng capture that Wireshark opens": "écrire une capture pcapng que Wireshark ouvre",
  "s/pattern/replacement/flags on every line, both ways (repeatable)":
    "s/motif/remplacement/drapeaux sur chaque ligne, dans les deux sens (répétable)",
  "a module whose default export (line, direction) returns the new line, or null to drop it":
    "un module dont l'export par défaut (line, direction) rend la nouvelle ligne, ou null pour la supprimer",
  "hold every block back: 200ms, 1.5s": "retenir chaque bloc : 200ms, 1.5s",
  "limit the rate in each direction, in bytes per second: 64k, 1M":
    "au plus tant d'octets par seconde dans chaque sens : 64k, 1M",
  "write at most this many bytes at a time (1 without a value)":
    "écrire des morceaux d'au plus tant d'octets (1 sans valeur)",
};
