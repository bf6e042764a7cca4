import type { Catalogue } from "../catalogue.ts";

/** The help of `netlab files get`, `put` and `share`. */
export const helpFilesTransfer: Catalogue = {
  "fetch files from such a server, or from a URL":
    "récupérer des fichiers depuis un tel serveur, ou depuis une URL",
  "fetch files from a file server": "récupérer des fichiers depuis un serveur de fichiers",
  "A file appears under its name only when all of it has come. From a URL, a broken download goes on where it stopped, in this run or in the next.":
    "Un fichier n'apparaît sous son nom qu'une fois arrivé tout entier. Depuis une URL, un téléchargement interrompu reprend là où il s'est arrêté, pendant la même exécution ou à la suivante.",
  "server and files, as the server names them (HOST:PORT and [::1]:PORT are understood, too), or addresses of the web":
    "serveur et fichiers, tels que le serveur les nomme (HÔTE:PORT et [::1]:PORT conviennent aussi), ou adresses du Web",
  "where to save: a file, a folder, or - for standard output (default: this folder for a URL, else the temporary folder)":
    "où enregistrer : un fichier, un dossier, ou - pour la sortie standard (par défaut : ce dossier-ci pour une URL, sinon le dossier temporaire)",
  "replace it only if the server's is newer or of another size, else leave it (URL only)":
    "ne le remplacer que si celui du serveur est plus récent ou d'une autre taille, sinon le laisser (URL seulement)",
  "replace a file that is there already": "remplacer un fichier qui est déjà là",
  "say nothing but errors": "ne signaler que les erreurs",
  "everything below a folder of the web, as its listings show it (URL only)":
    "récupérer tout ce que contient un dossier du Web, d'après ses listes de fichiers (URL seulement)",
  "how deep to go with --recursive; 1 is the files of the folder itself":
    "profondeur maximale de --recursive ; 1 : les fichiers du dossier lui-même",
  "most files and folders of a tree (--recursive)":
    "nombre maximal de fichiers et de dossiers d'une arborescence (--recursive)",
  "most bytes of a tree, such as 10GB (--recursive; default: no limit)":
    "taille maximale d'une arborescence, par exemple 10GB (--recursive ; par défaut : sans limite)",
  "parts of a file, or files of a tree, to fetch at once (URL only)":
    "nombre de parties d'un fichier, ou de fichiers d'une arborescence, à récupérer à la fois (URL seulement)",
  "a folder with all that is below it; the same again fetches what is new":
    "un dossier avec tout ce qu'il contient ; la même commande récupère ensuite ce qui est nouveau",
  "what the file's SHA-256 has to be (URL only)": "SHA-256 que le fichier doit avoir (URL seulement)",
  "how many failures in a row to put up with (URL only)":
    "nombre d'échecs successifs à tolérer (URL seulement)",
  "give up when connecting takes longer (name, TLS and proxy, too), 0 for never":
    "abandonner si la connexion prend plus longtemps (nom, TLS et mandataire compris), 0 pour jamais",
  "give up when a file takes longer, with all its retries, 0 for never":
    "abandonner si un fichier prend plus longtemps, nouveaux essais compris, 0 pour jamais",
  "give up on a larger file, such as 500MB (default: no limit)":
    "renoncer à un fichier plus gros, par exemple 500MB (par défaut : sans limite)",
  "how many failures in a row to put up with": "nombre d'échecs successifs à tolérer",
  "certificate to trust, besides the usual ones (PEM)":
    "certificat auquel se fier, en plus des habituels (PEM)",
  "certificate to trust, besides the usual ones (PEM; URL only)":
    "certificat auquel se fier, en plus des habituels (PEM ; URL seulement)",
  "1; 4 of a tree": "1 ; 4 pour un dossier",
  "save notes.txt in the temporary folder": "enregistrer notes.txt dans le dossier temporaire",
  "save a.iso in this folder": "enregistrer a.iso dans ce dossier",
  "hand it to another program": "le passer à un autre programme",
  "from a web server into this folder; the same again resumes":
    "d'un serveur Web vers ce dossier ; la même commande reprend un transfert interrompu",
  "in four parts, checked": "en quatre parties, avec vérification",

  "hand over a file once, by an address or a code to scan":
    "remettre un fichier une seule fois, par une adresse ou un code à scanner",
  "hand over a file, a folder or several files once, then end":
    "remettre une seule fois un fichier, un dossier ou plusieurs fichiers, puis s'arrêter",
  "Prints an address that nobody can guess, waits until what is behind it has been fetched, and ends. A folder or several files are handed over as one zip, made while it is sent; - is standard input, and a short text is shown in a browser, with a button to copy it.\n\nWhat counts as a download: one client (one address) has received every byte and has said so by closing the connection properly. HEAD, conditional requests answered with 304, errors, parts of the file and broken-off downloads never count; parts that add up to the whole do, and so does a download that was broken off and then resumed. What a browser or a phone begins once more within 5 seconds is the same download: the share ends after that time. Previews of messengers get a page with name and size instead. The exit code is 0 only when it was fetched as often as --count says; 1 when the --timeout came first.":
    "Affiche une adresse que personne ne peut deviner, attend que ce qui s'y trouve ait été récupéré, et s'arrête. Un dossier ou plusieurs fichiers sont remis en un seul zip, fabriqué pendant l'envoi ; - désigne l'entrée standard, et un texte court est montré dans le navigateur, avec un bouton pour le copier.\n\nCe qui compte comme un téléchargement : un client (une adresse) a reçu tous les octets et l'a fait savoir en fermant proprement la connexion. HEAD, les requêtes conditionnelles auxquelles il est répondu 304, les erreurs, les parties du fichier et les téléchargements interrompus ne comptent jamais ; des parties qui forment le tout comptent, de même qu'un téléchargement interrompu puis repris. Ce qu'un navigateur ou un téléphone recommence dans les 5 secondes est le même téléchargement : le partage ne s'arrête qu'après ce délai. Les aperçus des messageries reçoivent à la place une page avec le nom et la taille. Le code de retour ne vaut 0 que si le contenu a été récupéré autant de fois que le dit --count ; il vaut 1 si le délai --timeout a expiré avant.",
  "what to hand over; - is standard input": "ce qu'il faut remettre ; - désigne l'entrée standard",
  "hand over this text, to be read and copied, instead of a file":
    "remettre ce texte, à lire et à copier, au lieu d'un fichier",
  "give up on more standard input, such as 500MB (default: no limit)":
    "renoncer à une entrée standard plus longue, par exemple 500MB (par défaut : sans limite)",
  "what another program writes": "ce qu'écrit un autre programme",
  "a text, onto a phone": "un texte, vers un téléphone",
  "how many downloads there may be": "nombre de téléchargements permis",
  "give up when it has not been fetched by then, 0 for never":
    "abandonner si personne ne l'a récupéré d'ici là, 0 pour jamais",
  "what to call it (default: its own name)": "nom à lui donner (par défaut : le sien)",
  "files in a folder whose name starts with a dot go along":
    "joindre aussi les fichiers d'un dossier dont le nom commence par un point",
  "hand slides.pdf over to anyone who has the address": "remettre slides.pdf à quiconque a l'adresse",
  "one zip with both, for a whole class": "un seul zip avec les deux, pour toute une classe",
  "encrypted, for ten minutes": "chiffré, pendant dix minutes",

  "let somebody send files here once, by an address or a code to scan":
    "recevoir une fois les fichiers de quelqu'un, par une adresse ou un code à scanner",
  "let somebody send files here once, then end":
    "recevoir une fois les fichiers de quelqu'un, puis s'arrêter",
  "Prints an address that nobody can guess, waits until files have been sent to it, and ends. In a browser it is a page to choose files on; programs send by PUT (curl -T), by form (curl -F) or by the tus protocol (netlab files put). A file has its name when all of it has come, and one that is taken gets a number.\n\nOf each file, its SHA-256 and its path are written to standard output, a line each. The exit code is 0 when as many have come as were waited for; 1 when the --timeout came first.":
    "Affiche une adresse que personne ne peut deviner, attend que des fichiers y aient été envoyés, et s'arrête. Dans un navigateur, c'est une page où choisir des fichiers ; les programmes envoient par PUT (curl -T), par formulaire (curl -F) ou par le protocole tus (netlab files put). Un fichier ne porte son nom qu'une fois arrivé tout entier ; si ce nom est déjà pris, il reçoit un numéro.\n\nLe SHA-256 et le chemin de chaque fichier sont écrits sur la sortie standard, une ligne par fichier. Le code de retour vaut 0 quand tous les fichiers attendus sont arrivés ; il vaut 1 si le délai --timeout a expiré avant.",
  "folder for what comes": "dossier où mettre ce qui arrive",
  "how many files to wait for (default: those of the first who sends any)":
    "nombre de fichiers à attendre (par défaut : ceux de la première personne qui en envoie)",
  "give up when they have not come by then, 0 for never":
    "abandonner s'ils ne sont pas arrivés d'ici là, 0 pour jamais",
  "refuse a larger file, such as 500MB (default: no limit)":
    "refuser un fichier plus gros, par exemple 500MB (par défaut : sans limite)",
  "take what somebody with the address sends, into this folder":
    "recevoir dans ce dossier ce qu'envoie quelqu'un qui a l'adresse",
  "one file of each in a class": "un fichier de chaque élève d'une classe",
  "and keep the checksums": "en gardant les sommes de contrôle",

  "send files to a server that takes uploads": "envoyer des fichiers à un serveur qui accepte les dépôts",
  "A broken upload goes on where it stopped, in this run or in the next, with every server that speaks the tus protocol (such as netlab files serve --upload); with others the file is sent by PUT. A folder goes with all that is below it; the same again sends what is new.":
    "Un envoi interrompu reprend là où il s'est arrêté, pendant la même exécution ou à la suivante, avec tout serveur qui parle le protocole tus (comme netlab files serve --upload) ; aux autres, le fichier est envoyé par PUT. Un dossier part avec tout ce qu'il contient ; la même commande envoie ensuite ce qui est nouveau.",
  "files and folders to send (- is standard input), and the folder on the server":
    "fichiers et dossiers à envoyer (- désigne l'entrée standard), et dossier du serveur",
  "replace what is older there or of another size":
    "remplacer ce qui, sur le serveur, est plus ancien ou d'une autre taille",
  "send everything anew, and replace what is there":
    "tout renvoyer, et remplacer ce qui se trouve sur le serveur",
  "files of a folder to send at once": "nombre de fichiers d'un dossier à envoyer à la fois",
  "send the folder lab; the same again sends what is new":
    "envoyer le dossier lab ; la même commande envoie ensuite ce qui est nouveau",
  "what to call the file there (default: its own name)":
    "sous quel nom déposer le fichier (par défaut : le sien)",
  "send report.pdf": "envoyer report.pdf",
  "send several files into a folder": "envoyer plusieurs fichiers dans un dossier",
};
