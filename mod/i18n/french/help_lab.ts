import type { Catalogue } from "../catalogue.ts";

/** The help of `netlab lab` and `netlab relay`. */
export const helpLab: Catalogue = {
  "see for yourself how servers behave": "voir par vous-même comment se comportent les serveurs",
  "compare the six ways of serving many clients": "comparer les six façons de servir plusieurs clients",
  "show the exercises of the sheets": "montrer les exercices des feuilles",
  "the exercises, in French": "les exercices, en français",
  "play an exercise for real, and tell what happens":
    "jouer un exercice pour de vrai, et raconter ce qui se passe",
  "Server and clients run as processes of their own on loopback. The exit code is 0 when all that the sheet says was observed. EXERCISE is a name such as E5, or a JSON file of your own.":
    "Serveur et clients sont des processus à part, sur l'interface de bouclage. Le code de retour vaut 0 quand tout ce que dit la feuille a été observé. EXERCICE est un nom comme E5, ou un fichier JSON de votre main.",
  "E1 to E28, or a file; netlab lab list shows them": "E1 à E28, ou un fichier ; netlab lab list les montre",
  "show the answer to the sheet's question, with the events that prove it":
    "montrer la réponse à la question de la feuille, avec les événements qui la prouvent",
  "ask what will happen before each step, and compare":
    "demander avant chaque étape ce qui va se passer, et comparer",
  "draw what happened: FILE.svg, FILE.mmd or FILE.txt":
    "dessiner ce qui s'est passé : FICHIER.svg, FICHIER.mmd ou FICHIER.txt",
  "show it on a page, live; it stays until Ctrl-C when the programs have ended":
    "le montrer sur une page, en direct ; elle reste jusqu'à Ctrl-C quand les programmes sont terminés",
  "show a recording that was saved, on such a page":
    "montrer un enregistrement sauvegardé, sur une telle page",
  "live, on a page": "en direct, sur une page",
  "show what happens on a page, live; it stays until Ctrl-C":
    "montrer ce qui se passe sur une page, en direct ; elle reste jusqu'à Ctrl-C",
  "on a page: who sent what to whom, step by step": "sur une page : qui a envoyé quoi à qui, pas à pas",
  "play it in this mode of serving; may be given several times: side by side, with the same clients":
    "le jouer dans ce mode de service ; peut être donnée plusieurs fois : côte à côte, avec les mêmes clients",
  "two modes side by side": "deux modes côte à côte",
  "end after so long; with --pause there is no end":
    "s'arrêter après cette durée ; avec --pause il n'y a pas de limite",
  "a pool of workers that all accept": "un pool d'assistants qui acceptent tous",
  "with the answer and a picture": "avec la réponse et un dessin",
  "your own exercise, step by step, in French": "votre propre exercice, pas à pas, en français",
  "write an exercise down as JSON, to make your own out of it":
    "écrire un exercice en JSON, pour en tirer le vôtre",
  "E1 to E28, or a file": "E1 à E28, ou un fichier",
  "a copy to change, for netlab lab run ./mine.json": "une copie à modifier, pour netlab lab run ./mine.json",
  "show what any program does with its sockets":
    "montrer ce que n'importe quel programme fait de ses sockets",
  "Programs in any language, unchanged, on Linux by strace. They keep their terminal: what they write, and what is typed, Ctrl-C too, is theirs. It ends when all of them have ended.":
    "Des programmes dans tous les langages, inchangés, sous Linux grâce à strace. Ils gardent leur terminal : ce qu'ils écrivent et ce qui est tapé, Ctrl-C compris, est à eux. La commande finit quand tous ont fini.",
  "start this program; may be given several times: they are started together":
    "lancer ce programme ; peut être donné plusieurs fois : tous sont lancés ensemble",
  "join a process that runs; it goes on afterwards":
    "se joindre à un processus qui tourne déjà ; il continue ensuite",
  "events as one JSON object a line on standard output; the programs' own output goes to standard error":
    "les événements, un objet JSON par ligne, sur la sortie standard ; ce qu'écrivent les programmes va sur la sortie d'erreur",
  "listen on port LISTEN of this machine, hand everything on to HOST:PORT, and show the bytes, on every system":
    "écouter sur ce port de cette machine, tout transmettre à HÔTE:PORT, et montrer les octets, sur tous les systèmes",
  "what passes between clients of port 9000 and the server":
    "ce qui passe entre les clients du port 9000 et le serveur",
  "every call of a server, and who waits": "chaque appel d'un serveur, et qui attend",
  "draw a saved trace as a sequence diagram": "dessiner une trace enregistrée en diagramme de séquence",
  "Several files, one of each program, make one picture. Lines that are no trace events are passed over.":
    "Plusieurs fichiers, un par programme, donnent un seul dessin. Les lignes qui ne sont pas des événements de trace sont ignorées.",
  "what --trace=json 2>FILE has saved": "ce que --trace=json 2>FICHIER a enregistré",
  "FILE.svg, FILE.mmd or FILE.txt (default: text, shown)":
    "FICHIER.svg, FICHIER.mmd ou FICHIER.txt (par défaut : du texte, affiché)",
  "the picture's heading (default: the files' names)": "titre du dessin (par défaut : les noms des fichiers)",
  "show it in the terminal": "l'afficher dans le terminal",
  "both sides as a picture": "les deux côtés en un dessin",

  "compare the six ways of serving many clients under the same load":
    "comparer les six façons de servir plusieurs clients sous la même charge",
  "Each mode serves in a process of its own on this machine; the clients are in this one.":
    "Chaque mode sert dans un processus à part, sur cette machine ; les clients sont dans celui-ci.",
  "Scenarios:": "Scénarios :",
  "only this one; may be given several times": "seulement celui-ci ; peut être donné plusieurs fois",
  "only this mode; may be given several times": "seulement ce mode ; peut être donné plusieurs fois",
  "how many clients talk": "nombre de clients qui parlent",
  "how long each mode is measured": "durée de la mesure de chaque mode",
  "results as one JSON object a line": "résultats sous forme d'un objet JSON par ligne",
  "everything, in about a minute and a half": "tout, en une minute et demie environ",
  "when does a pool become an iterative server?": "quand un pool devient-il un serveur itératif ?",
  "serve echo with troubles to order, to try the modes out by hand":
    "servir echo avec des ennuis à la demande, pour essayer les modes à la main",
  "Lines come back in upper case. `work N` computes N million steps, `flood N` sends N million bytes, `crash` fails\nas a bug would, `may` tells which permissions are left where this happens. Listens on this machine only, unless\n--host says otherwise: anybody who connects can end it.":
    "Les lignes reviennent en majuscules. « work N » calcule N millions de pas, « flood N » envoie N millions d'octets,\n« crash » échoue comme le ferait un bogue, « may » dit quelles permissions restent là où cela se passe. N'écoute que\nsur cette machine, sauf si --host en décide autrement : quiconque se connecte peut l'arrêter.",
  "type work 1000 in one client: the others wait": "tapez work 1000 dans un client : les autres attendent",
  "the same, and the others do not wait": "de même, et les autres n'attendent pas",

  "a page for a whole class: who is how far, who is stuck, and what was handed in":
    "une page pour toute une classe : qui en est où, qui est bloqué, et ce qui a été rendu",
  "Students send what netlab check finds with --class and hand their programs in; the teacher's page at /teacher/ shows it live. Title, exercises, deadline and points are kept with the class: they are said once, or to change them. The key of the teacher is shown when the class is made, and never again.":
    "Les étudiants envoient ce que netlab check trouve, avec --class, et rendent leurs programmes ; la page de l'enseignant, à /teacher/, le montre en direct. Titre, exercices, échéance et points sont conservés avec la classe : on les dit une fois, ou pour les changer. La clé de l'enseignant est affichée quand la classe est créée, et plus jamais ensuite.",
  "the folder that keeps the class (made if it is not there)":
    "dossier qui conserve la classe (créé s'il n'existe pas)",
  "the heading of the pages": "titre des pages",
  "an exercise of the class (several times for several; default: echo, files, chat, prime, calc)":
    "un exercice de la classe (plusieurs fois pour plusieurs ; par défaut : echo, files, chat, prime, calc)",
  "what is handed in later is marked as late: 2026-12-01T18:00, or none":
    "ce qui est rendu plus tard est noté en retard : 2026-12-01T18:00, ou none",
  "the points for everything together": "points pour le tout",
  "largest file that is taken, such as 500kB (default: 1 MiB)":
    "plus grand fichier accepté, comme 500kB (par défaut : 1 Mio)",
  "make another key for the teacher; the one before opens nothing any more":
    "créer une autre clé pour l'enseignant ; la précédente n'ouvre plus rien",
  "open the class that is kept in the folder sockets": "ouvrir la classe conservée dans le dossier sockets",
  "with one exercise, until that time": "avec un seul exercice, jusqu'à cette heure",
  "when the teacher's key is lost, or known to others":
    "quand la clé de l'enseignant est perdue, ou connue d'autres",

  "connect any two things, in socat's address language":
    "relier deux choses quelconques, dans le langage d'adresses de socat",
  "the same as relay": "la même chose que relay",
};
