import type { Catalogue } from "../catalogue.ts";

/** The help of `netlab check`. */
export const helpCheck: Catalogue = {
  "check again whenever a file of the program changes, until Ctrl-C":
    "revérifier dès qu'un fichier du programme change, jusqu'à Ctrl-C",
  "do not look at the program's system calls (by strace, on Linux) where a rule is broken":
    "ne pas regarder les appels système du programme (par strace, sous Linux) quand une règle est enfreinte",
  "keep the recordings of those calls there (see netlab lab watch --open)":
    "y garder les enregistrements de ces appels (voir netlab lab watch --open)",
  "check every program of a folder, side by side, each in a jail":
    "vérifier tous les programmes d'un dossier, côte à côte, chacun isolé des autres et du système",
  "DIR is the folder of a class (netlab lab class), one with a folder for each student, or one with a file for each. The command of a program goes by its language: Python, Node, Java, C, C++, Go, Ruby, Perl, PHP, shell. On Linux with bubblewrap (the program bwrap) each runs in a jail: files that it cannot change, no home, no other process, limited in memory, processes and time; where there is none, that is said first. Options behind -- are those of the check.":
    "DOSSIER est celui d'une classe (netlab lab class), ou contient un dossier par étudiant, ou un fichier par étudiant. La commande d'un programme dépend de son langage : Python, Node, Java, C, C++, Go, Ruby, Perl, PHP, shell. Sous Linux, avec bubblewrap (le programme bwrap), chacun tourne dans une prison : des fichiers qu'il ne peut pas changer, pas de dossier personnel, aucun autre processus, mémoire, processus et temps limités ; là où il n'y en a pas, cela est dit d'abord. Les options après -- sont celles de la vérification.",
  "where the programs are": "où sont les programmes",
  "behind --: further options of netlab check": "après -- : d'autres options de netlab check",
  "what they are to be": "ce qu'ils doivent être",
  "how each is started: {file} and {port} stand for what their names say":
    "comment chacun est lancé : {file} et {port} tiennent lieu du fichier et du port",
  "the most memory that a program may use (Linux; default: 512MB)":
    "la mémoire que peut utiliser un programme (Linux ; par défaut 512MB)",
  "the most memory that the program may use, such as 500MB (Linux; default: any)":
    "la mémoire que peut utiliser le programme, par exemple 500MB (Linux ; par défaut sans limite)",
  "by a sheet of your own": "d'après une feuille à vous",
  "half of the processors": "la moitié des processeurs",
  "how many at a time": "combien à la fois",
  "the longest that one may take": "durée maximale pour chacun",
  "let them run with all your rights: for programs that you trust":
    "les laisser tourner avec tous vos droits : pour des programmes de confiance",
  "how the results are written": "forme des résultats",
  "write them there instead of on standard output": "les écrire là plutôt que sur la sortie standard",
  "every hand-in of the class in the folder sockets":
    "tous les travaux rendus de la classe du dossier sockets",
  "with a command and options of your own": "avec une commande et des options à soi",
  "send the report to this class (see netlab lab class)":
    "envoyer le rapport à cette classe (voir netlab lab class)",
  "your name in the class; it belongs to a key on this machine from then on":
    "votre nom dans la classe ; il appartient désormais à une clé sur cette machine",
  "see whether somebody's own server or client keeps the protocol of the exercises":
    "voir si le serveur ou le client de quelqu'un respecte le protocole des exercices",
  "start a server, try every rule on it, and say which mistake breaks which rule":
    "lancer un serveur, essayer sur lui chaque règle, et dire quelle erreur enfreint laquelle",
  "check an echo server or client": "vérifier un serveur ou un client echo",
  "check a file server or client": "vérifier un serveur ou un client de fichiers",
  "check a chat server or client": "vérifier un serveur ou un client de discussion",
  "check a server by a sheet of your own": "vérifier un serveur d'après votre propre feuille",
  "the sheet": "la feuille",
  "FILE is a JSON file of rules: what clients send, and what they have to see. --schema prints its form, which editors\nknow how to use.":
    "FICHIER est un fichier JSON de règles : ce que des clients envoient, et ce qu'ils doivent voir. --schema en donne la\nforme, que les éditeurs savent utiliser.",
  "print the form of such files, as a JSON Schema": "afficher la forme de ces fichiers, en JSON Schema",
  "try the rules of bank.json": "essayer les règles de bank.json",
  "for an editor": "pour un éditeur",
  "check a server of the time": "vérifier un serveur de l'heure",
  "check a server that tells the time": "vérifier un serveur qui donne l'heure",
  "The time comes without a question, then the connection ends.":
    "L'heure vient sans question, puis la connexion se termine.",
  "a line for people (RFC 867), or the seconds since 1900 in four bytes (RFC 868)":
    "une ligne lisible (RFC 867), ou les secondes depuis 1900 en quatre octets (RFC 868)",
  "the four bytes of RFC 868": "les quatre octets de la RFC 868",
  "check a program of two people who talk": "vérifier un programme de discussion à deux",
  "check a program for two people who talk": "vérifier un programme avec lequel deux personnes discutent",
  "check a prime server or client": "vérifier un serveur ou un client prime",
  "check a calculator or its client": "vérifier une calculatrice ou son client",
  "check a web server or client": "vérifier un serveur ou un client web",
  "check a web server, or a client of one": "vérifier un serveur web, ou son client",
  "A first web server (RFC 9110, RFC 9112), in whatever language. With --run it is started in a folder of files that\nare known byte by byte ({dir} stands for it); one that runs already needs --dir, where such files are put for the\ntime of the check. What no first course asks is a note. A server with a page of its own is not asked for files.":
    "Un premier serveur web (RFC 9110, RFC 9112), en n'importe quel langage. Avec --run, il est lancé dans un dossier de\nfichiers connus à l'octet près ({dir} en tient lieu) ; s'il est déjà lancé, il faut --dir, où de tels fichiers sont\ndéposés le temps de la vérification. Ce qu'aucun premier cours ne demande est une remarque. À un serveur qui a une\npage à lui, on ne demande pas de fichiers.",
  "ask no more than the page there, such as /, of a server that is started where you stand":
    "n'exiger que la page à ce chemin, par exemple /, d'un serveur lancé là où vous êtes",
  "how a file is asked for, such as 'GET {name}\\n'":
    "comment un fichier est demandé, par exemple 'GET {name}\\n'",
  "check uploads, too: what is sent in front of the bytes, such as 'PUT {name}\\n{size}\\n'":
    "vérifier aussi les envois : ce qui précède les octets, par exemple 'PUT {name}\\n{size}\\n'",
  "one that keeps what it is sent, too": "un serveur qui garde aussi ce qu'on lui envoie",
  "one that has a single page": "un serveur qui n'a qu'une page",
  "check a server that keeps data": "vérifier un serveur qui garde des données",
  "check a server that keeps data for its clients":
    "vérifier un serveur qui garde des données pour ses clients",
  "Keys and values: resp is a small Redis, as courses let one be written; book the server that sheet 003 begins\nwith, a line and an answer on each connection, or, with --framing chunk, many bare messages on one. Servers\nof Protohackers: means (2, Means to an End) keeps prices and tells their mean; unusual (4, Unusual Database\nProgram) keeps keys and values, over UDP; speed (6, Speed Daemon) keeps what cameras see, and sends the tickets.":
    "Clés et valeurs : resp est un petit Redis, comme les cours en font écrire ; book, le serveur par lequel commence\nla feuille 003, une ligne et une réponse par connexion, ou, avec --framing chunk, beaucoup de messages nus sur une\nseule. Serveurs de Protohackers : means (2, Means to an End) garde des prix et en dit la moyenne ; unusual (4,\nUnusual Database Program) garde des clés et des valeurs, en UDP ; speed (6, Speed Daemon) garde ce que voient des\ncaméras, et envoie les amendes.",
  "whose rules": "le protocole dont vérifier les règles",
  "check an echo server, or a client of one": "vérifier un serveur echo, ou son client",
  "check a file server, or a client of one": "vérifier un serveur de fichiers, ou son client",
  "check a chat server, or a client of one": "vérifier un serveur de discussion, ou son client",
  "check a server that tells primes, or a client of one":
    "vérifier un serveur qui reconnaît les nombres premiers, ou son client",
  "check a calculator, or a client of one": "vérifier une calculatrice, ou son client",

  "The server of sheet 000 §2: a line comes back in upper case. With --transform none --framing chunk --end fin\nthat of sheet 004 §2.2, with --reply that of 004 §2.1.":
    "Le serveur de la feuille 000 §2 : une ligne revient en majuscules. Avec --transform none --framing chunk --end fin,\ncelui de la feuille 004 §2.2 ; avec --reply, celui de 004 §2.1.",
  "The server of sheet 000 §3: OK, the size and the bytes, or KO and a reason. With --run the server is started in a\nfolder of files that are known byte by byte ({dir} stands for it); a server that runs already needs --dir, where\nsuch files are put for the time of the check.":
    "Le serveur de la feuille 000 §3 : OK, la taille et les octets, ou KO et une raison. Avec --run, le serveur est lancé\ndans un dossier de fichiers connus à l'octet près ({dir} en tient lieu) ; pour un serveur déjà lancé il faut --dir, où\nde tels fichiers sont déposés le temps de la vérification.",
  "The server of sheet 001, questions 5 and 6: a line from one client goes to all the others. What the server says\nbesides (a welcome, names, who has come) does not matter; a server that asks for a name gets one.":
    "Le serveur de la feuille 001, questions 5 et 6 : une ligne d'un client va à tous les autres. Peu importe ce que le\nserveur dit d'autre (un accueil, des noms, qui est arrivé) ; un serveur qui demande un nom en reçoit un.",
  "The server of sheet 003: T for a prime, F for a number that is none, E for what is no integer.":
    "Le serveur de la feuille 003 : T pour un nombre premier, F pour un nombre qui ne l'est pas, E pour ce qui n'est pas un entier.",
  "The server of sheet 004 §2.5: 3*5+1 is answered with 16, a mistake with « Erreur: … ».":
    "Le serveur de la feuille 004 §2.5 : à 3*5+1 il répond 16, à une faute « Erreur: … ».",
  "The chat of two people of sheet 001, questions 3 and 4, at a terminal: netlab types, reads the screen, and is the\nother side. --run with {port} is one that waits for the other side, --listen PORT --run one that connects.":
    "La discussion à deux de la feuille 001, questions 3 et 4, dans un terminal : netlab tape, lit l'écran et joue\nl'autre. --run avec {port} : un programme qui attend l'autre ; --listen PORT --run : un programme qui se connecte.",
  "each says one line in turn; who has connected begins":
    "chacun dit une ligne à son tour ; celui qui s'est connecté commence",
  "the line that ends the talk, such as fin": "la ligne qui met fin à la discussion, par exemple fin",
  "the side that waits; both speak at any time": "le côté qui attend ; chacun parle quand il veut",
  "the side that connects; by turns, until fin": "le côté qui se connecte ; à tour de rôle, jusqu'à fin",

  "check the server that listens there": "vérifier le serveur qui écoute à cette adresse",
  "start the program to be checked; {port} stands for a free port that is chosen":
    "lancer le programme à vérifier ; {port} tient lieu d'un port libre, choisi pour lui",
  "be the server, and check the client that connects there":
    "être le serveur, et vérifier le client qui s'y connecte",
  "try only this rule (may be given several times)":
    "n'essayer que cette règle (peut être donné plusieurs fois)",
  "show the rules and try none": "montrer les règles sans en essayer aucune",
  "the seed of texts, cuts and pauses; the same seed repeats a run":
    "graine des textes, coupures et pauses ; la même graine rejoue la même vérification",
  "how long to wait for anything that should come": "combien de temps attendre ce qui doit venir",
  "how the report is written on standard output": "format du rapport sur la sortie standard",
  "write the report as JSON there, too (see netlab check summary)":
    "y écrire aussi le rapport en JSON (voir netlab check summary)",
  "whose program it is, for the report": "de qui est le programme, pour le rapport",
  "show the bytes of what passed, too": "montrer aussi les octets de ce qui a réussi",
  "what ends a message: its line end, or nothing, as in sheet 004":
    "ce qui termine un message : sa fin de ligne, ou rien, comme dans la feuille 004",
  "what is done to a message": "ce que devient un message",
  "the message that ends a session, such as fin": "le message qui met fin à une session, par exemple fin",
  "what the server says first; an empty text for anything":
    "ce que le serveur dit d'abord ; un texte vide pour n'importe quoi",
  "what the server answers to everything, closing afterwards":
    "ce que le serveur répond à tout, avant de fermer",
  "start a small Redis and check it": "lancer un petit Redis et le vérifier",
  "the first version of the book, without line ends": "la première version du livre, sans fins de ligne",
  "whose rules: the sheets', or those of Protohackers' Smoke Test":
    "les règles à vérifier : celles des feuilles, ou du Smoke Test de Protohackers",
  "whose rules: the sheet's, or those of Protohackers' Budget Chat, or of its proxy, Mob in the Middle":
    "les règles à vérifier : celles de la feuille, du Budget Chat de Protohackers, ou de son mandataire, Mob in the Middle",
  "with --protocol mob: the port of the chat server that the proxy goes on to, which is netlab":
    "avec --protocol mob : le port du serveur de discussion auquel s'adresse le mandataire, et qui est netlab",
  "a free one": "un port libre",
  "a proxy, which is told where the chat server is":
    "un mandataire, auquel on dit où est le serveur de discussion",
  "whose rules: the sheet's, or those of Protohackers' Prime Time (JSON)":
    "les règles à vérifier : celles de la feuille, ou du Prime Time de Protohackers (JSON)",
  "ask no more than one client of a server, as the first sheets do":
    "n'exiger d'un serveur qu'un seul client, comme les premières feuilles",
  "ask no more than one question on a connection": "n'exiger qu'une seule question par connexion",
  "demand that several clients are served at once": "exiger que plusieurs clients soient servis à la fois",
  "the folder that the server serves": "le dossier que sert le serveur",
  "the first line of a client is its name, even if nobody asks for one":
    "la première ligne d'un client est son nom, même si personne ne le demande",
  "the server starts once this many clients are connected":
    "le serveur commence quand tant de clients sont là",
  "try the commands of sheet 004 §2.6, too: /all /me /help /bye":
    "essayer aussi les commandes de la feuille 004 §2.6 : /all /me /help /bye",
  "sheet 003 §1.2: client and server speak by datagrams (UDP)":
    "feuille 003 §1.2 : client et serveur s'échangent des datagrammes (UDP)",
  "the same as --protocol protohackers": "la même chose que --protocol protohackers",

  "start a server and check it": "lancer un serveur et le vérifier",
  "check one that runs already": "en vérifier un qui est déjà lancé",
  "the mirror of sheet 004, without line ends": "le miroir de la feuille 004, sans fins de ligne",
  "check a client": "vérifier un client",
  "one that is told its folder": "un serveur auquel on indique son dossier",
  "one that knows the commands, too": "un serveur qui connaît aussi les commandes",
  "Budget Chat": "Budget Chat",
  "the server of the sheet, to the letter": "le serveur de la feuille, à la lettre",
  "over UDP": "en UDP",
  "one without line ends, as in the sheet": "une calculatrice sans fins de ligne, comme dans la feuille",

  "put a class's reports together": "rassembler les rapports d'une classe",
  "put the reports of a class together": "rassembler les rapports d'une classe",
  "Reads what --out wrote. A student without --student is called as the file.":
    "Lit ce que --out a écrit. Un étudiant sans --student porte le nom de son fichier.",
  "reports, or folders of reports (*.json)": "rapports, ou dossiers de rapports (*.json)",
  "comma-separated values, a rule a column": "valeurs séparées par des virgules, une règle par colonne",
  "a table, and which rules are broken most": "un tableau, et les règles les plus souvent enfreintes",
  "for a spreadsheet": "pour un tableur",
  "client and server speak by datagrams (UDP)": "client et serveur s'échangent des datagrammes (UDP)",
  "start a client that sends datagrams, and check it":
    "lancer un client qui envoie des datagrammes, et le vérifier",
  "a server of datagrams": "un serveur de datagrammes",
  "what marks a message off: its line end, nothing (sheet 004), a length of 8, 16 or 32 bits in front, or a zero byte behind":
    "ce qui délimite un message : sa fin de ligne, rien (feuille 004), une longueur de 8, 16 ou 32 bits devant, ou un octet nul derrière",
  "what marks a message off: its line end, a length of 8, 16 or 32 bits in front, or a zero byte behind":
    "ce qui délimite un message : sa fin de ligne, une longueur de 8, 16 ou 32 bits devant, ou un octet nul derrière",
  "one whose messages have their length in front": "un dont les messages portent leur longueur devant",
};
