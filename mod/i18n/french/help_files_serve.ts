import type { Catalogue } from "../catalogue.ts";

/** The help of `netlab files` and of the side that serves. */
export const helpFilesServe: Catalogue = {
  "let others fetch files, or fetch them": "mettre des fichiers à disposition, ou en récupérer",
  "let others fetch the files of this folder": "mettre à disposition les fichiers de ce dossier",
  "let others fetch the files of a folder": "mettre à disposition les fichiers d'un dossier",
  "Only regular files below the folder can be fetched: with the raw protocol of the exercises on PORT, and with any browser on --http-port. Each request is logged in a line on standard error. With passwords or as a drop box, the folder is served over HTTP alone, because the raw protocol knows neither.":
    "Seuls les fichiers ordinaires situés dans le dossier et ses sous-dossiers peuvent être récupérés : par le protocole brut des exercices sur PORT, et avec n'importe quel navigateur sur --http-port. Chaque requête laisse une ligne sur la sortie d'erreur. Avec des mots de passe, ou comme boîte de dépôt, le dossier n'est servi que par HTTP : le protocole brut ne connaît ni mots de passe ni boîtes de dépôt.",
  "folder whose files may be fetched": "dossier dont les fichiers sont mis à disposition",
  "files whose name starts with a dot may be fetched, too":
    "mettre aussi à disposition les fichiers dont le nom commence par un point",
  "the name ends with its line, or with what the first read returns (for clients that send no line end)":
    "la fin du nom : celle de la ligne, ou ce que renvoie la première lecture (pour les clients qui n'envoient pas de fin de ligne)",
  "no line per request": "ne pas écrire une ligne par requête",
  "say the SHA-256 of each file that was sent by the raw protocol":
    "indiquer le SHA-256 de chaque fichier envoyé par le protocole brut",
  "port for browsers, 0 for any free one": "port pour les navigateurs, 0 pour un port libre quelconque",
  "only the raw protocol of the exercises": "ne servir que le protocole brut des exercices",
  "let others send files into the folder": "permettre à d'autres de déposer des fichiers dans le dossier",
  "let others make folders, and rename, move and delete (into .netlab-trash)":
    "permettre à d'autres de créer des dossiers, et de renommer, déplacer ou supprimer (ce qui est supprimé va dans .netlab-trash)",
  "let file managers mount the folder (WebDAV); to write there, with --upload and --manage":
    "permettre aux gestionnaires de fichiers de monter le dossier (WebDAV) ; pour y écrire, ajouter --upload et --manage",
  "a disk that file managers can mount, and write on":
    "un disque que les gestionnaires de fichiers peuvent monter, et où ils peuvent écrire",
  "a drop box: others can send files, and neither list nor read any":
    "en faire une boîte de dépôt : les autres peuvent y déposer des fichiers, mais ni les lister ni les lire",
  "what to do with an upload whose name is taken (default: error; rename for a drop box)":
    "que faire d'un dépôt dont le nom est déjà pris (par défaut : error ; rename pour une boîte de dépôt)",
  "most bytes of all uploads together (default: no limit)":
    "taille maximale de tous les dépôts réunis (par défaut : sans limite)",
  "most files that are taken": "nombre maximal de fichiers acceptés",
  "largest file that is taken, such as 500MB (default: no limit)":
    "taille maximale d'un fichier accepté, par exemple 500MB (par défaut : sans limite)",
  "{1}, from {2}=user:password or typed at the prompt":
    "{1}, pris dans {2}=utilisateur:motdepasse ou saisis à l'invite",
  "ask for a name and a password": "demander un nom et un mot de passe",
  "ask for another name and password for uploads":
    "demander un autre nom et un autre mot de passe pour les dépôts",
  "send a name and a password": "envoyer un nom et un mot de passe",
  "draw the address as a code to scan, even when this is not a terminal":
    "afficher l'adresse sous forme de code QR à scanner, même hors d'un terminal",
  "draw no code": "ne pas afficher de code QR",
  "encrypt, with a certificate made on the spot unless --cert and --key are given":
    "chiffrer, avec un certificat créé sur-le-champ si --cert et --key ne sont pas donnés",
  "certificate for --tls (PEM)": "certificat pour --tls (PEM)",
  "its key (PEM)": "sa clé (PEM)",
  "most bytes a second for all clients together, such as 2MB/s":
    "débit maximal pour tous les clients réunis, par exemple 2MB/s",
  "most bytes a second for each address": "débit maximal pour chaque adresse",
  "answer to this name, too (.NAME: and to all below it); several times for several":
    "répondre aussi à ce nom (.NOM : à lui et à tous ses sous-domaines) ; option répétable",
  "believe what proxies there say of their clients: an address, a network such as 10.0.0.0/8, loopback":
    "mandataires à croire sur ce qu'ils disent de leurs clients : une adresse, un réseau comme 10.0.0.0/8, ou loopback",
  "what one of them types": "ce que tape quelqu'un pour en récupérer un",
  "the same without netlab, with the answer's two head lines":
    "la même chose sans netlab, avec les deux lignes d'en-tête de la réponse",
  "students hand in; nobody sees what others sent":
    "les étudiants rendent leur travail ; personne ne voit celui des autres",
  "ask for a password, and encrypt": "demander un mot de passe, et chiffrer",
  "let pages of other origins use it: of any, or of this one (several times for several), with passwords":
    "permettre aux pages d'autres origines de s'en servir : de toutes, ou de celle-ci (option répétable), mots de passe compris",
  'a header for every reply, such as "Name: value"; several times for several':
    "en-tête à ajouter à chaque réponse, par exemple « Nom : valeur » ; option répétable",
  "the path below which a proxy shows it, if the proxy passes it on":
    "chemin sous lequel un mandataire publie ce serveur, si le mandataire laisse ce chemin dans les requêtes",
  "show a folder's index.html, where there is one, instead of what is in the folder":
    "montrer l'index.html d'un dossier, s'il y en a un, au lieu de la liste de ses fichiers",
  "the same, and the first index.html wherever nothing is: a script in it knows the address":
    "de même, et servir aussi l'index.html de la racine à toute adresse où il n'y a rien : son script sait la lire",
  "page to show where nothing is, from here or from the folder":
    "page à montrer quand une adresse n'existe pas, prise dans le dossier courant ou dans le dossier servi",
  "how long browsers may use a file without asking again":
    "durée pendant laquelle les navigateurs peuvent réutiliser un fichier sans redemander",
  "always ask": "toujours redemander",
  "a web site: index.html where there is one": "un site web : index.html là où il y en a un",
};
