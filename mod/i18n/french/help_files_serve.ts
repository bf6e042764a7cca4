import type { Catalogue } from "../catalogue.ts";

/** The help of `netlab files` and of the side that serves. */
export const helpFilesServe: Catalogue = {
  "let others fetch files, or fetch them": "laisser d'autres récupérer des fichiers, ou en récupérer",
  "let others fetch the files of this folder": "laisser d'autres récupérer les fichiers de ce dossier",
  "let others fetch the files of a folder": "laisser d'autres récupérer les fichiers d'un dossier",
  "Only regular files below the folder can be fetched: with the raw protocol of the exercises on PORT, and with any browser on --http-port. Each request is logged in a line on standard error. With passwords or as a drop box, the folder is served over HTTP alone, because the raw protocol knows neither.":
    "Seuls les fichiers ordinaires situés sous le dossier peuvent être récupérés : par le protocole brut des exercices sur PORT, et par tout navigateur sur --http-port. Chaque requête laisse une ligne sur la sortie d'erreur. Avec des mots de passe, ou comme boîte de dépôt, le dossier n'est servi que par HTTP, car le protocole brut ne connaît ni les uns ni l'autre.",
  "folder whose files may be fetched": "dossier dont les fichiers peuvent être récupérés",
  "files whose name starts with a dot may be fetched, too":
    "les fichiers dont le nom commence par un point peuvent être récupérés aussi",
  "the name ends with its line, or with what the first read returns (for clients that send no line end)":
    "le nom finit avec sa ligne, ou avec ce que rend la première lecture (pour les clients qui n'envoient pas de fin de ligne)",
  "no line per request": "ne pas écrire de ligne par requête",
  "say the SHA-256 of each file that was sent by the raw protocol":
    "dire le SHA-256 de chaque fichier envoyé par le protocole brut",
  "port for browsers, 0 for any free one": "port pour les navigateurs, 0 pour un port libre quelconque",
  "only the raw protocol of the exercises": "seulement le protocole brut des exercices",
  "let others send files into the folder": "laisser d'autres déposer des fichiers dans le dossier",
  "let others make folders, and rename, move and delete (into .netlab-trash)":
    "laisser d'autres créer des dossiers, renommer, déplacer et supprimer (vers .netlab-trash)",
  "let file managers mount the folder (WebDAV); to write there, with --upload and --manage":
    "laisser les gestionnaires de fichiers monter le dossier (WebDAV) ; pour y écrire, avec --upload et --manage",
  "a disk that file managers can mount, and write on":
    "un disque que les gestionnaires de fichiers peuvent monter, et où ils peuvent écrire",
  "a drop box: others can send files, and neither list nor read any":
    "une boîte de dépôt : les autres peuvent y déposer des fichiers, sans pouvoir les lister ni les lire",
  "what to do with an upload whose name is taken (default: error; rename for a drop box)":
    "que faire d'un dépôt dont le nom est déjà pris (par défaut : error ; rename pour une boîte de dépôt)",
  "most bytes of all uploads together (default: no limit)":
    "nombre maximal d'octets de tous les envois réunis (par défaut : pas de limite)",
  "most files that are taken": "nombre maximal de fichiers acceptés",
  "largest file that is taken, such as 500MB (default: no limit)":
    "taille maximale d'un fichier accepté, par exemple 500MB (par défaut : sans limite)",
  "{1}, from {2}=user:password or typed at the prompt":
    "{1}, donnés par {2}=utilisateur:motdepasse ou tapés à l'invite",
  "ask for a name and a password": "demander un nom et un mot de passe",
  "ask for another name and password for uploads":
    "demander un autre nom et un autre mot de passe pour les dépôts",
  "send a name and a password": "envoyer un nom et un mot de passe",
  "draw the address as a code to scan, even when this is not a terminal":
    "dessiner l'adresse sous forme de code à scanner, même hors d'un terminal",
  "draw no code": "ne pas dessiner de code",
  "encrypt, with a certificate made on the spot unless --cert and --key are given":
    "chiffrer, avec un certificat créé sur-le-champ à moins que --cert et --key ne soient donnés",
  "certificate for --tls (PEM)": "certificat pour --tls (PEM)",
  "its key (PEM)": "sa clé (PEM)",
  "most bytes a second for all clients together, such as 2MB/s":
    "débit maximal pour tous les clients ensemble, par exemple 2MB/s",
  "most bytes a second for each address": "débit maximal pour chaque adresse",
  "answer to this name, too (.NAME: and to all below it); several times for several":
    "répondre aussi à ce nom (.NOM : et à tous ceux qui en dépendent) ; à répéter pour en donner plusieurs",
  "believe what proxies there say of their clients: an address, a network such as 10.0.0.0/8, loopback":
    "croire ce que les mandataires disent de leurs clients : une adresse, un réseau comme 10.0.0.0/8, ou loopback",
  "what one of them types": "ce que tape l'un d'eux",
  "the same without netlab, with the answer's two head lines":
    "la même chose sans netlab, avec les deux lignes d'en-tête de la réponse",
  "students hand in; nobody sees what others sent":
    "les étudiants rendent leur travail ; personne ne voit celui des autres",
  "ask for a password, and encrypt": "demander un mot de passe, et chiffrer",
  "let pages of other origins use it: of any, or of this one (several times for several), with passwords":
    "laisser des pages d'autres origines s'en servir : de toutes, ou de celle-ci (à répéter pour plusieurs), mots de passe compris",
  'a header for every reply, such as "Name: value"; several times for several':
    "un en-tête pour toutes les réponses, par exemple « Nom : valeur » ; à répéter pour en donner plusieurs",
  "the path below which a proxy shows it, if the proxy passes it on":
    "le chemin sous lequel un mandataire le montre, si le mandataire le transmet",
  "show a folder's index.html, where there is one, instead of what is in the folder":
    "montrer l'index.html d'un dossier, s'il y en a un, au lieu de son contenu",
  "the same, and the first index.html wherever nothing is: a script in it knows the address":
    "de même, et l'index.html de la racine partout où il n'y a rien : son script connaît l'adresse",
  "page to show where nothing is, from here or from the folder":
    "page à montrer là où il n'y a rien, prise ici ou dans le dossier",
  "how long browsers may use a file without asking again":
    "durée pendant laquelle un navigateur peut réutiliser un fichier sans redemander",
  "always ask": "toujours redemander",
  "a web site: index.html where there is one": "un site web : index.html là où il y en a un",
};
