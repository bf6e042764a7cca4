import type { Catalogue } from "../catalogue.ts";

/** The help of `netlab chat`. */
export const helpChat: Catalogue = {
  "talk: two people, or a room full of them": "discuter : à deux, ou dans un salon plein de monde",
  "open a room that any nc, socat or netlab can join":
    "ouvrir un salon que tout nc, socat ou netlab peut rejoindre",
  "open a room": "ouvrir un salon",
  "Any line client is a full member: nc, socat, telnet, netlab chat join. The first line is the name; /help lists the commands.":
    "Tout client en mode ligne est un membre à part entière : nc, socat, telnet, netlab chat join. La première ligne est le pseudonyme ; /help donne la liste des commandes.",
  "forward bare lines to all the others: no names, no commands, as the sheet asks":
    "transmettre les lignes telles quelles à tous les autres : ni noms ni commandes, comme le demande la feuille",
  "hold messages back until this many members are in":
    "retenir la discussion jusqu'à ce que tant de membres soient là",
  "let in only who gives a password": "ne laisser entrer que ceux qui donnent un mot de passe",
  "give the password of the room": "donner le mot de passe du salon",
  "{1}, from {2} or typed at the prompt": "{1}, pris dans {2} ou tapé à l'invite",
  "a room for those who know its password": "un salon pour ceux qui connaissent son mot de passe",
  "what the room is about, until somebody says otherwise with /topic":
    "ce dont parle le salon, jusqu'à ce que quelqu'un en décide autrement avec /topic",
  "keep what is said in this SQLite file, over restarts and crashes":
    "garder ce qui se dit dans ce fichier SQLite, malgré les redémarrages et les pannes",
  "share the room with other servers: nats://HOST:PORT[/ROOM] or tls://…, several with commas":
    "partager le salon avec d'autres serveurs : nats://HÔTE:PORT[/SALON] ou tls://…, plusieurs avec des virgules",
  "credentials file of the bus, or a file with the seed of an nkey":
    "fichier d'identification du bus, ou fichier avec la graine d'une nkey",
  "certificate to trust as the bus's, besides the usual ones (PEM)":
    "certificat à reconnaître pour le bus, outre les habituels (PEM)",
  "past messages shown to a newcomer": "nombre de messages passés montrés à un nouveau venu",
  "lines a second that one person may go on sending, 0 for any":
    "lignes par seconde qu'une personne peut envoyer durablement, 0 pour ne pas limiter",
  "watch and speak from this terminal, with /kick NAME":
    "suivre et parler depuis ce terminal, avec /kick NOM",
  "let browsers in, too, on port 8080 or another one":
    "laisser aussi entrer les navigateurs, sur le port 8080 ou un autre",
  "how the room marks messages off: line ends, a length of 16 or 32 bits in front, or a zero byte behind":
    "comment le salon délimite les messages : des fins de ligne, une longueur de 16 ou 32 bits devant, ou un octet nul derrière",
  "open a room on port 8767": "ouvrir un salon sur le port 8767",
  "join it": "le rejoindre",
  "a room that remembers, whatever happens to it": "un salon qui se souvient, quoi qu'il lui arrive",
  "the sheet's relay, which begins with the third client":
    "le relais de la feuille, qui commence au troisième client",

  "join a room": "rejoindre un salon",
  "On a terminal, the line you type is never disturbed (Alt-Enter begins another one, Ctrl-R looks for an earlier one), it is shown as said when the room has it, a lost connection is made again, and the bell rings when somebody names you. With a pipe, it says the input, and leaves when the room has all of it; else it ends with 1.":
    "Dans un terminal, la ligne que vous tapez n'est jamais perturbée (Alt-Entrée en commence une autre, Ctrl-R en cherche une d'avant), elle s'affiche comme dite quand le salon l'a reçue, une connexion perdue est rétablie, et la cloche sonne quand quelqu'un vous nomme. Avec un tube, la commande dit ce qu'elle lit et part quand le salon a tout reçu ; sinon elle se termine par 1.",
  "the name to join under, given to any server that asks for one (default: you are asked)":
    "pseudonyme sous lequel entrer, donné à tout serveur qui en demande un (par défaut : on vous le demande)",
  "one JSON object for each line, and nothing of the past":
    "un objet JSON pour chaque ligne, et rien du passé",
  "no bell": "pas de cloche",
  "join as Ginette; {end-key} or /bye leaves":
    "entrer sous le nom de Ginette ; {end-key} ou /bye pour sortir",
  "write down what is said, as JSON": "noter ce qui se dit, en JSON",
  "say one line and leave": "dire une ligne et s'en aller",

  "talk to one other person": "discuter avec une autre personne",
  "One side waits with --listen, the other connects. The other side may be nc or socat.":
    "Un côté attend avec --listen, l'autre se connecte. L'autre côté peut être nc ou socat.",
  "wait for the other side on this port, 0 for any free one":
    "attendre l'autre côté sur ce port, 0 pour un port libre quelconque",
  "address to wait on (default: every address)":
    "adresse sur laquelle attendre (par défaut : toutes les adresses)",
  "speak by turns, one line each; who connects begins":
    "parler à tour de rôle, une ligne chacun ; qui se connecte commence",
  "who says the first line with --turns": "qui dit la première ligne avec --turns",
  "the line that ends the talk on both sides": "la ligne qui met fin à la discussion des deux côtés",
  "wait for somebody": "attendre quelqu'un",
  "talk to them, both at any time": "discuter, chacun parlant quand il veut",
  "one line each: the other side begins": "une ligne chacun : l'autre côté commence",
};
